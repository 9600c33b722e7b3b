import { createHash } from 'node:crypto';
import { type Group, groupVersion, type Resource } from '../walk/resource.ts';
import type { Definition } from './definition.ts';

/**
 * Adds the storage version of each resource that a CRD or a storage version hash tells. Only legacy discovery has the
 * hashes; what it says of a resource is found by hashing what it may be (k8s.io/apiserver pkg/endpoints/discovery
 * storageversionhash.go: eight bytes of SHA-256 over `group/version/Kind`, base64).
 */
export function withStorageVersions(
  groups: readonly Group[],
  definitions: readonly Definition[],
): readonly Group[] {
  const defined = new Map(
    definitions.flatMap(({ name, versions }) => {
      const storage = versions.find(({ isStorage }) => isStorage)?.name;
      return storage === undefined ? [] : [[name, storage] as const];
    }),
  );
  const candidates = groups.flatMap(({ name, versions }) =>
    versions.map(({ version }) => ({ group: name, version })),
  );
  return groups.map((group) => ({
    ...group,
    versions: group.versions.map((version) => ({
      ...version,
      resources: version.resources.map(({ storageVersionHash, ...resource }) => {
        const storageVersion =
          defined.get(`${resource.name}.${group.name}`) ??
          hashed({ group: group.name, kind: resource.kind, storageVersionHash }, candidates);
        return storageVersion === undefined ? resource : { ...resource, storageVersion };
      }),
    })),
  }));
}

type Hashed = {
  readonly group: string;
  readonly kind: string | undefined;
  readonly storageVersionHash: Resource['storageVersionHash'];
};
type Candidate = { readonly group: string; readonly version: string };

/** Its own group first; some kinds are stored in another: events.k8s.io Events as v1. */
function hashed(
  { group, kind, storageVersionHash }: Hashed,
  candidates: readonly Candidate[],
): string | undefined {
  if (storageVersionHash === undefined || kind === undefined) return undefined;
  const isStored = (candidate: Candidate) =>
    hashOf(`${candidate.group}/${candidate.version}/${kind}`) === storageVersionHash;
  const own = candidates.find((candidate) => candidate.group === group && isStored(candidate));
  if (own !== undefined) return own.version;
  const other = candidates.find(isStored);
  return other === undefined ? undefined : groupVersion(other.group, other.version);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 8).toString('base64');
}
