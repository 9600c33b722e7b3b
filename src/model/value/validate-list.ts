import { canonicalJson, isJsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Validates a list's length and, for sets and maps, that no item comes twice; not the items themselves.
 *
 * @returns what is wrong, each as the end of a sentence
 */
export function listProblems(schema: Schema, list: readonly JsonValue[]): readonly string[] {
  const problems: string[] = [];
  if (schema.minItems !== undefined && list.length < schema.minItems) {
    problems.push(`must have at least ${schema.minItems} items`);
  }
  if (schema.maxItems !== undefined && list.length > schema.maxItems) {
    problems.push(`must have at most ${schema.maxItems} items`);
  }
  const identities = identitiesOf(schema, list);
  if (new Set(identities).size < identities.length) {
    problems.push(`must not have the same item twice (list type ${schema['x-kubernetes-list-type']})`);
  }
  return problems;
}

/** What tells items apart: themselves in a set, their keys in a map; a key that is absent counts as its default. */
function identitiesOf(schema: Schema, list: readonly JsonValue[]): readonly string[] {
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return list.map(canonicalJson);
    case 'map':
      return list
        .filter(isJsonObject)
        .map((item) =>
          canonicalJson(
            (schema['x-kubernetes-list-map-keys'] ?? []).map(
              (key) => item[key] ?? schema.items?.properties?.[key]?.default ?? null,
            ),
          ),
        );
    default:
      return [];
  }
}
