import { badRequest } from '../api/api-errors.ts';
import type { ObjectMeta, OwnerReference } from '../api/api-object.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';

/**
 * Reads `metadata` of a submitted object: known fields with their types, unknown ones dropped, null taken as absent.
 * A field of another type is a 400, as a failed decoding is upstream.
 */
export const decodeMetadata = (value: JsonValue | undefined): ObjectMeta => {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw badRequest('metadata: must be an object');
  const fields = Object.entries(readers).flatMap(([field, read]) => {
    const member = value[field];
    return member === undefined || member === null
      ? []
      : [[field, read(member, `metadata.${field}`)] as const];
  });
  return Object.fromEntries(fields);
};

const text = (value: JsonValue, path: string): string => {
  if (typeof value !== 'string') throw badRequest(`${path}: must be a string`);
  return value;
};

const wholeNumber = (value: JsonValue, path: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw badRequest(`${path}: must be a whole number`);
  return value;
};

const time = (value: JsonValue, path: string): string => {
  const date = new Date(text(value, path));
  if (Number.isNaN(date.getTime())) throw badRequest(`${path}: must be a time as in RFC 3339`);
  return `${date.toISOString().slice(0, 19)}Z`;
};

const list =
  <T>(read: (value: JsonValue, path: string) => T) =>
  (value: JsonValue, path: string): readonly T[] => {
    if (!isJsonList(value)) throw badRequest(`${path}: must be a list`);
    return value.map((each, index) => read(each, `${path}[${index}]`));
  };

const textMap = (value: JsonValue, path: string): Record<string, string> => {
  if (!isJsonObject(value)) throw badRequest(`${path}: must be a map of strings`);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, text(member ?? null, `${path}.${key}`)]),
  );
};

const ownerReference = (value: JsonValue, path: string): OwnerReference => {
  if (!isJsonObject(value)) throw badRequest(`${path}: must be an object`);
  const owner = (field: string): string => text(value[field] ?? '', `${path}.${field}`);
  const { controller, blockOwnerDeletion } = value;
  return {
    apiVersion: owner('apiVersion'),
    kind: owner('kind'),
    name: owner('name'),
    uid: owner('uid'),
    ...(typeof controller === 'boolean' ? { controller } : {}),
    ...(typeof blockOwnerDeletion === 'boolean' ? { blockOwnerDeletion } : {}),
  };
};

const managedFieldsEntry = (value: JsonValue, path: string): JsonObject => {
  if (!isJsonObject(value)) throw badRequest(`${path}: must be an object`);
  return value;
};

const readers = {
  name: text,
  generateName: text,
  namespace: text,
  uid: text,
  resourceVersion: text,
  generation: wholeNumber,
  creationTimestamp: time,
  deletionTimestamp: time,
  deletionGracePeriodSeconds: wholeNumber,
  labels: textMap,
  annotations: textMap,
  finalizers: list(text),
  ownerReferences: list(ownerReference),
  managedFields: list(managedFieldsEntry),
} satisfies { readonly [Field in keyof ObjectMeta]?: (value: JsonValue, path: string) => ObjectMeta[Field] };

/** The fields of `metadata` that are known. */
export const metadataFields: readonly string[] = [...Object.keys(readers), 'selfLink'];
