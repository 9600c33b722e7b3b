import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';

/** An object, a list or a Table without managedFields (k8s.io/apiserver pkg/audit/request.go copyWithoutManagedFields). */
export const withoutManagedFields = (value: JsonValue): JsonValue => {
  if (!isJsonObject(value)) return value;
  const items = ownMember(value, 'items');
  if (isJsonList(items)) return { ...value, items: items.map(ofObject) };
  const rows = ownMember(value, 'rows');
  if (isJsonList(rows)) return { ...value, rows: rows.map(ofRow) };
  return ofObject(value);
};

const ofRow = (row: JsonValue): JsonValue => {
  const object = isJsonObject(row) ? ownMember(row, 'object') : undefined;
  return isJsonObject(row) && object !== undefined ? { ...row, object: ofObject(object) } : row;
};

const ofObject = (value: JsonValue): JsonValue => {
  const metadata = isJsonObject(value) ? ownMember(value, 'metadata') : undefined;
  if (!isJsonObject(value) || !isJsonObject(metadata)) return value;
  return { ...value, metadata: without(metadata, 'managedFields') };
};

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
