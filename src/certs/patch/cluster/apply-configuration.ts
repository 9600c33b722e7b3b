import { objectAt, objectOf, objectsAt, textAt, type Untyped } from '../../../discover/walk/untyped.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../../model/json-value.ts';
import type { FoundCaller, NodePath } from '../find-callers.ts';
import type { ClusterObject } from './find-objects.ts';

/** Under which name kx writes fields, as managedFields show it. */
export const FIELD_MANAGER = 'kx';

type Wanted = {
  /** Those whose caBundle is to be another. */
  readonly changing: readonly FoundCaller[];
  /** Base64 of the PEM. */
  readonly caBundle: string;
  /** Those whose insecureSkipTLSVerify is to be false. */
  readonly insecure: readonly FoundCaller[];
};

/**
 * The caBundle fields of an object and nothing else. What kx has applied before is in it as well: a field that its
 * manager no longer applies is removed (server-side apply, KEP-555). The uid keeps the server from making the object
 * anew where it is deleted meanwhile.
 *
 * @returns the body of a server-side apply
 */
export function applyConfiguration(
  found: ClusterObject,
  { changing, caBundle, insecure }: Wanted,
): JsonObject {
  const { object, uid, callers } = found;
  const isChanging = new Set(changing);
  const fields = callers.flatMap((caller): readonly Field[] => {
    const path = [...caller.mapping, 'caBundle'];
    if (isChanging.has(caller)) return [{ path, value: caBundle }];
    const present = textAt(objectIn(object.value, caller.mapping), 'caBundle');
    return present !== undefined && isOwn(found, path) ? [{ path, value: present }] : [];
  });
  const secured = insecure.map(({ mapping }): Field => {
    return { path: [...mapping, 'insecureSkipTLSVerify'], value: false };
  });
  return [...fields, ...secured].reduce<JsonObject>((body, field) => withField(body, field, object.value), {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { name: object.name, uid },
  });
}

type Field = { readonly path: NodePath; readonly value: JsonValue };

/** Webhooks are the only list on the way: the server tells its items apart by their names. */
function withField(body: JsonObject, { path, value }: Field, object: Untyped): JsonObject {
  const [first, index, ...rest] = path;
  if (first !== 'webhooks' || typeof index !== 'number') return withValue(body, path, value);
  const name = textAt(objectsAt(object, 'webhooks')[index] ?? {}, 'name') ?? '';
  const webhooks = body['webhooks'] ?? [];
  const present = isJsonList(webhooks) ? webhooks : [];
  return { ...body, webhooks: [...present, withValue({ name }, rest, value)] };
}

function withValue(body: JsonObject, path: NodePath, value: JsonValue): JsonObject {
  const [step = '', ...rest] = path;
  const key = String(step);
  if (rest.length === 0) return { ...body, [key]: value };
  const below = body[key] ?? {};
  return { ...body, [key]: withValue(isJsonObject(below) ? below : {}, rest, value) };
}

/** @returns whether kx applied a field before (metadata.managedFields, FieldsV1) */
function isOwn({ object }: ClusterObject, path: NodePath): boolean {
  const managers = objectsAt(objectAt(object.value, 'metadata'), 'managedFields');
  const own = managers.filter(
    ({ manager, operation, subresource }) =>
      manager === FIELD_MANAGER && operation === 'Apply' && (subresource ?? '') === '',
  );
  return own.some(({ fieldsV1 }) => {
    const found = path.reduce<unknown>((at, step) => {
      const key =
        typeof step === 'string'
          ? `f:${step}`
          : `k:${JSON.stringify({ name: textAt(objectsAt(object.value, 'webhooks')[step] ?? {}, 'name') })}`;
      return objectOf(at)?.[key];
    }, fieldsV1);
    return found !== undefined;
  });
}

function objectIn(value: Untyped, path: NodePath): Untyped {
  const found = path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
  return objectOf(found) ?? {};
}
