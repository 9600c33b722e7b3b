import { invalidObject } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { invalidField } from '../../api/field-error.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../api/json.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { ApiError } from '../../api/status.ts';
import { admit, type Submission } from './admit.ts';
import type { ResourceInput } from './resource-input.ts';

/**
 * Admits what a patch has made of an object. Its own apiVersion may not change, and what cannot be decoded is a 422 with
 * the whole of it (k8s.io/apiserver pkg/endpoints/handlers/patch.go applyJSPatch).
 */
export const admitPatched = (
  input: Pick<ResourceInput, 'kind' | 'warn'>,
  submission: Submission,
): ApiObject => {
  const { kind } = input;
  const { document } = submission;
  checkVersion(document, kind);
  try {
    return admit(input, { ...submission, isPatched: true });
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status.code !== 400) throw cause;
    const frame = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: `;
    const text = JSON.stringify(inOrder(document));
    throw invalidObject({ group: '', kind: '' }, '', [
      invalidField('patch', text, cause.message.replace(frame, '')),
    ]);
  }
};

const checkVersion = (document: JsonValue, { group, version, kind }: KindDefinition): void => {
  const { apiVersion, metadata } = isJsonObject(document) ? document : {};
  const expected = `${group}/${version}`;
  if (typeof apiVersion !== 'string' || apiVersion === '' || apiVersion === expected) return;
  const name = isJsonObject(metadata) ? String(metadata['name'] ?? '') : '';
  const own = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  throw invalidObject({ group: own, kind }, name, [
    invalidField('apiVersion', apiVersion, `must be ${expected}`),
  ]);
};

/** Go writes the members of a map in the order of the alphabet. */
const inOrder = (value: JsonValue): JsonValue => {
  if (isJsonList(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member ?? null)]));
};
