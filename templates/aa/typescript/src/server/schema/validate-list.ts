import { duplicateField, type FieldError, invalidField, tooManyField } from '../api/field-error.ts';
import { isJsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';

/** What a schema has against a list as such: its length, and members that are there twice. */
export const listProblems = (
  list: readonly JsonValue[],
  schema: StructuralSchema,
  path: string,
): readonly FieldError[] => {
  const { minItems, maxItems } = schema;
  return [
    ...(minItems !== undefined && list.length < minItems
      ? [invalidField(path, list.length, `${path} in body should have at least ${minItems} items`)]
      : []),
    ...(maxItems !== undefined && list.length > maxItems ? [tooManyField(path, list.length, maxItems)] : []),
    ...duplicateProblems(list, schema, path),
  ];
};

/** Sets hold a value once, keyed lists a key once (x-kubernetes-list-type, x-kubernetes-list-map-keys). */
const duplicateProblems = (
  list: readonly JsonValue[],
  schema: StructuralSchema,
  path: string,
): readonly FieldError[] => {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const odd = type === 'map' ? list.findIndex((each) => !isJsonObject(each)) : -1;
  if (odd >= 0) {
    return [
      invalidField(`${path}[${odd}]`, list[odd] ?? null, 'must be an object for an array of list-type map'),
    ];
  }
  const identities = list.map((each) => (type === 'set' ? each : keyOf(each, schema)));
  const seen = new Set<string>();
  return identities.flatMap((identity, index) => {
    const text = JSON.stringify(identity);
    if (seen.has(text)) return [duplicateField(`${path}[${index}]`, identity)];
    seen.add(text);
    return [];
  });
};

const keyOf = (value: JsonValue, schema: StructuralSchema): JsonValue => {
  if (!isJsonObject(value)) return value;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const fallback = (key: string) => memberSchema(schema.items ?? {}, key)?.default;
  return Object.fromEntries(keys.map((key) => [key, ownMember(value, key) ?? fallback(key)]));
};
