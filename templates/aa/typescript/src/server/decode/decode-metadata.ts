import { cannotBeHandled } from '../api/api-errors.ts';
import type { ObjectMeta, OwnerReference } from '../api/api-object.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { cannotUnmarshal } from './cannot-unmarshal.ts';

/** Who is decoded: named in what is said of a metadata that cannot be. */
type Decoded = { readonly kind: string; readonly version: string };

/**
 * Reads `metadata` of a submitted object: known fields with their types, unknown ones dropped, null taken as absent. A
 * field of another type is a 400, as a failed decoding is upstream, and in its words.
 */
export const decodeMetadata = (value: JsonValue | undefined, decoded: Decoded): ObjectMeta => {
  if (value === undefined || value === null) return {};
  try {
    if (!isJsonObject(value)) throw new Error(`${cannotUnmarshal(value)} value of type v1.ObjectMeta`);
    const fields = Object.entries(readers).flatMap(([field, read]) => {
      const member = value[field];
      return member === undefined || member === null
        ? []
        : [[field, read(member, `ObjectMeta.${field}`)] as const];
    });
    return Object.fromEntries(fields);
  } catch (cause) {
    throw cannotBeHandled(decoded, cause instanceof Error ? cause.message : String(cause));
  }
};

const wrongType = (value: JsonValue, path: string, type: string): Error =>
  new Error(`${cannotUnmarshal(value)} struct field ${path} of type ${type}`);

const textAs =
  (type: string) =>
  (value: JsonValue, path: string): string => {
    if (typeof value !== 'string') throw wrongType(value, path, type);
    return value;
  };
const text = textAs('string');

const wholeNumber = (value: JsonValue, path: string): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value !== 'number') throw wrongType(value, path, 'int64');
  throw new Error(`json: cannot unmarshal number ${value} into Go struct field ${path} of type int64`);
};

const time = (value: JsonValue, path: string): string => {
  const given = text(value, path);
  const date = new Date(given);
  if (Number.isNaN(date.getTime())) {
    const quoted = JSON.stringify(given);
    throw new Error(
      `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`,
    );
  }
  return `${date.toISOString().slice(0, 19)}Z`;
};

type Read<T> = (value: JsonValue, path: string) => T;

const list =
  <T>(type: string, read: Read<T>) =>
  (value: JsonValue, path: string): readonly T[] => {
    if (!isJsonList(value)) throw wrongType(value, path, `[]${type}`);
    return value.map((each) => read(each, path));
  };

/** A member that is null is the empty text, as it is for Go. */
const textMap = (value: JsonValue, path: string): Record<string, string> => {
  if (!isJsonObject(value)) throw wrongType(value, path, 'map[string]string');
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, text(member ?? '', path)]));
};

const ownerReference = (value: JsonValue, path: string): OwnerReference => {
  if (!isJsonObject(value)) throw wrongType(value, path, 'v1.OwnerReference');
  const place = (field: string): string => `OwnerReference.ownerReferences.${field}`;
  const owner = (field: string, read: Read<string> = text): string => read(value[field] ?? '', place(field));
  const flags = ['controller', 'blockOwnerDeletion'].flatMap((field) => {
    const flag = value[field] ?? null;
    if (flag === null) return [];
    if (typeof flag !== 'boolean') throw wrongType(flag, place(field), 'bool');
    return [[field, flag] as const];
  });
  return {
    apiVersion: owner('apiVersion'),
    kind: owner('kind'),
    name: owner('name'),
    uid: owner('uid', textAs('types.UID')),
    ...Object.fromEntries(flags),
  };
};

const managedFieldsEntry = (value: JsonValue, path: string): JsonObject => {
  if (!isJsonObject(value)) throw wrongType(value, path, 'v1.ManagedFieldsEntry');
  return value;
};

const readers = {
  name: text,
  generateName: text,
  namespace: text,
  uid: textAs('types.UID'),
  resourceVersion: text,
  generation: wholeNumber,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: wholeNumber,
  labels: textMap,
  annotations: textMap,
  finalizers: list('string', text),
  ownerReferences: list('v1.OwnerReference', ownerReference),
  managedFields: list('v1.ManagedFieldsEntry', managedFieldsEntry),
} satisfies { readonly [Field in keyof ObjectMeta]?: Read<ObjectMeta[Field]> };

/** The fields of `metadata` that are known. */
export const metadataFields: readonly string[] = [...Object.keys(readers), 'selfLink'];
