import { objectAt, textAt, type Untyped } from '../../../discover/walk/untyped.ts';
import { ClusterError, UsageError } from '../../../errors.ts';
import {
  type ObjectName,
  PATCHED_RESOURCES,
  type PatchedResource,
} from '../../../options/certs-patch/object-name.ts';
import type { ClusterClient } from '../../cluster/cluster-client.ts';
import { type ManifestObject, objectsOf } from '../../manifest/manifest-object.ts';
import { type FoundCaller, findCallers } from '../find-callers.ts';

/** An object of a cluster with its callers. */
export type ClusterObject = {
  readonly resource: PatchedResource;
  readonly object: ManifestObject;
  /** Of this very object: one of the same name that is made later has another. */
  readonly uid: string;
  /** Path of the object on the server. */
  readonly path: string;
  readonly callers: readonly FoundCaller[];
};

/**
 * Reads the objects that are named, or all that may have a caBundle.
 *
 * @throws UsageError for an object that is not there; ClusterError where something cannot be read
 */
export async function findObjects(
  client: ClusterClient,
  names: readonly ObjectName[],
): Promise<readonly ClusterObject[]> {
  const found: ClusterObject[] = [];
  for (const one of distinct(names)) found.push(await named(client, one));
  if (names.length > 0) return found;
  for (const resource of PATCHED_RESOURCES) found.push(...(await listed(client, resource)));
  return found;
}

/** @returns the path of a resource on the server */
function pathOf(resource: PatchedResource): string {
  const [plural = '', ...group] = resource.split('.');
  return `/apis/${group.join('.')}/v1/${plural}`;
}

function distinct(names: readonly ObjectName[]): readonly ObjectName[] {
  return [...new Map(names.map((one) => [`${one.resource}/${one.name}`, one])).values()];
}

async function named(client: ClusterClient, { resource, name }: ObjectName): Promise<ClusterObject> {
  const answer = await client.get(`${pathOf(resource)}/${encodeURIComponent(name)}`);
  if (answer.status === 404) {
    throw new UsageError(`the cluster has no ${resource} '${name}'; nothing was written`, {
      hint: `kubectl get ${resource} lists them`,
    });
  }
  if (!answer.ok) throw unreadable(`${resource} '${name}'`, answer.problem);
  const [object] = objectsOf(answer.document);
  if (object === undefined) throw unreadable(`${resource} '${name}'`, NO_OBJECT);
  return describe(resource, object);
}

async function listed(client: ClusterClient, resource: PatchedResource): Promise<readonly ClusterObject[]> {
  const answer = await client.get(pathOf(resource));
  // A server without the API has no such objects.
  if (answer.status === 404) return [];
  if (!answer.ok) throw unreadable(resource, answer.problem);
  return objectsOf(answer.document).map((object) => describe(resource, object));
}

function describe(resource: PatchedResource, object: ManifestObject): ClusterObject {
  const path = `${pathOf(resource)}/${encodeURIComponent(object.name)}`;
  const uid = textAt(objectAt(object.value, 'metadata'), 'uid') ?? '';
  return { resource, object, uid, path, callers: findCallers(typed(object)).callers };
}

/** Items of a list do not say what they are. */
function typed({ kind, apiVersion, value }: ManifestObject): Untyped {
  return { ...value, kind, apiVersion };
}

const NO_OBJECT = { message: 'the answer is no object', cause: '' };

function unreadable(
  what: string,
  problem: { readonly message: string; readonly cause: string },
): ClusterError {
  const cause = problem.cause === '' ? '' : `: ${problem.cause}`;
  return new ClusterError(`cannot read ${what}: ${problem.message}${cause}; nothing was written`);
}
