import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import type { Group } from '../walk/resource.ts';
import { type GroupResource, type GroupVersionResource, parseTypeName } from './api-name.ts';
import { expandShortName, type Listed, listedResources } from './expand-short-name.ts';
import { kindFor, type Mapping, mappingOf, type RestMapper, restMapper } from './rest-mapper.ts';

/** What names are looked up in, and by whose rules. */
export type Directory = {
  readonly mapper: RestMapper;
  readonly listed: readonly Listed[];
  readonly kubectl: KubectlVersion;
};

/** How one word was understood. */
export type MappedType = {
  readonly mapping: Mapping | undefined;
  /** As a name of a resource, or as a kind, which is tried last. */
  readonly by: 'resource' | 'kind';
  /** As what it was found, after a short name was replaced. */
  readonly asked: GroupVersionResource;
  /** `a.b.c` was read as version b of group c. */
  readonly isVersioned: boolean;
  readonly shortNameOf: GroupResource | undefined;
  readonly warnings: readonly string[];
};

/** @returns what kubectl of a version looks names up in */
export function directoryOf(groups: readonly Group[], kubectl: KubectlVersion): Directory {
  return { mapper: restMapper(groups), listed: listedResources(groups), kubectl };
}

/**
 * Finds what one word stands for, as kubectl does: `name.version.group`, then `name.group`, each as a resource; then
 * the same two as a kind (cli-runtime resource/builder.go mappingFor).
 */
export function mapType(directory: Directory, text: string): MappedType {
  const { full, partial } = parseTypeName(text);
  const warnings: string[] = [];
  const forms = [
    ...(full === undefined ? [] : [{ asked: full, isVersioned: true }]),
    { asked: { ...partial, version: '' }, isVersioned: false },
  ];
  for (const { asked, isVersioned } of forms) {
    const found = asResource(directory, asked, warnings);
    if (found !== undefined) return { ...found, by: 'resource', isVersioned, warnings };
  }
  for (const { asked, isVersioned } of forms) {
    const mapping = mappingOf(directory.mapper, { ...asked, kind: asked.resource });
    if (mapping === undefined) continue;
    return { mapping, by: 'kind', asked, isVersioned, shortNameOf: undefined, warnings };
  }
  const asked = { ...partial, version: '' };
  return { mapping: undefined, by: 'kind', asked, isVersioned: false, shortNameOf: undefined, warnings };
}

function asResource({ mapper, listed, kubectl }: Directory, given: GroupVersionResource, warnings: string[]) {
  const { asked, shortNameOf, warnings: own } = expandShortName(given, listed, kubectl);
  warnings.push(...own);
  const kind = kindFor(mapper, asked);
  const mapping = kind === undefined ? undefined : mappingOf(mapper, kind);
  return mapping === undefined ? undefined : { mapping, asked, shortNameOf };
}
