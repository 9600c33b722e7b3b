import { isJsonList, isJsonObject, type JsonObject, ownMember } from '../../api/json.ts';
import type { ClusterClient } from '../../cluster/cluster-client.ts';
import { ClusterError } from '../../cluster/cluster-error.ts';
import { createRecentAnswers } from '../../cluster/recent-answers.ts';
import { labelsOf } from '../matching/matched-version.ts';
import { areSelected } from '../matching/selected-labels.ts';
import type { ParamKind, ParamRef } from './policy.ts';

/** What is wrong with a policy or a binding, for this request: its failurePolicy says what comes of that. */
export class PolicyConfigurationError extends Error {
  override readonly name = 'PolicyConfigurationError';
}

/** Which parameters are looked for. */
export type Wanted = {
  readonly kind: ParamKind;
  readonly ref: ParamRef;
  /** That of the request, empty for what is cluster-scoped. */
  readonly namespace: string;
};

/** Finds the parameters of a binding. @throws PolicyConfigurationError */
export type FindParams = (wanted: Wanted) => Promise<readonly JsonObject[]>;

type Resource = { readonly name: string; readonly isNamespaced: boolean };

const keepMilliseconds = { resource: 30_000, objects: 1_000 };

/** Reads parameters from the cluster, and believes each answer for a second. */
export const createFindParams = (client: ClusterClient, now: () => number): FindParams => {
  const resources = createRecentAnswers<Resource>({
    keepMilliseconds: keepMilliseconds.resource,
    most: 100,
    now,
  });
  const objects = createRecentAnswers<readonly JsonObject[]>({
    keepMilliseconds: keepMilliseconds.objects,
    most: 1_000,
    now,
  });
  return async (wanted) => {
    const { kind, ref } = wanted;
    const root = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
    const resource = await resources.get(`${root} ${kind.kind}`, () => findResource(client, root, kind));
    const path = `${root}${placeOf(wanted, resource)}/${resource.name}`;
    const named = ref.name === undefined ? path : `${path}/${encodeURIComponent(ref.name)}`;
    const all = await objects.get(named, () => read(client, named));
    const { selector } = ref;
    const found =
      selector === undefined ? all : all.filter((object) => areSelected(selector, labelsOf(object)));
    if (found.length === 0 && ref.parameterNotFoundAction === 'Deny') {
      throw new PolicyConfigurationError(
        'no params found for policy binding with `Deny` parameterNotFoundAction',
      );
    }
    return found.map((object) => ({ ...kind, ...object }));
  };
};

/** `/namespaces/x` for what is in one. */
const placeOf = ({ ref, namespace }: Wanted, { isNamespaced }: Resource): string => {
  const own = ref.namespace ?? '';
  if (!isNamespaced) {
    if (own === '') return '';
    throw new PolicyConfigurationError(
      'paramRef.namespace must not be provided for a cluster-scoped `paramKind`',
    );
  }
  if (own === '' && namespace === '') {
    throw new PolicyConfigurationError(
      'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    );
  }
  return `/namespaces/${encodeURIComponent(own === '' ? namespace : own)}`;
};

const findResource = async (client: ClusterClient, root: string, kind: ParamKind): Promise<Resource> => {
  const answer = await asked(client, root);
  const resources = ownMember(answer, 'resources');
  const found = (isJsonList(resources) ? resources : [])
    .filter(isJsonObject)
    .find((each) => each['kind'] === kind.kind && !String(each['name']).includes('/'));
  if (found === undefined)
    throw new PolicyConfigurationError(`paramKind kind \`${kind.apiVersion}, Kind=${kind.kind}\` not known`);
  return { name: String(found['name']), isNamespaced: found['namespaced'] === true };
};

/** The object at a path, or those of a collection. */
const read = async (client: ClusterClient, path: string): Promise<readonly JsonObject[]> => {
  const answer = await asked(client, path);
  const items = ownMember(answer, 'items');
  if (isJsonList(items)) return items.filter(isJsonObject);
  return answer['kind'] === 'Status' ? [] : [answer];
};

const asked = async (client: ClusterClient, path: string): Promise<JsonObject> => {
  try {
    return await client.call({ path });
  } catch (cause) {
    if (!(cause instanceof ClusterError)) throw cause;
    if (cause.status === 404) return { kind: 'Status' };
    throw new PolicyConfigurationError(cause.message, { cause });
  }
};
