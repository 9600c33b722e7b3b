import { isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';
import type { FlatNode } from './node.ts';

/** Keywords of which each speaks of one JSON type alone. */
const TYPE_OF_KEYWORD: Readonly<Record<string, string>> = {
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  minLength: 'string',
  maxLength: 'string',
  minItems: 'array',
  maxItems: 'array',
  minProperties: 'object',
  maxProperties: 'object',
};

/** @returns the JSON type of a value as schemas name it; whole numbers are `integer` */
function jsonTypeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (isJsonList(value)) return 'array';
  if (isJsonObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/**
 * Finds the types that a node allows, null aside. Where it names none they follow from what else it says.
 *
 * @returns none where it says nothing of types
 */
export function typesOf(node: FlatNode): readonly string[] {
  const types = node.types ?? typesOfValues(node) ?? impliedTypes(node);
  const found = new Set(types.filter((type) => type !== 'null'));
  if (found.has('number')) found.delete('integer');
  return [...found];
}

function typesOfValues({ values }: FlatNode): readonly string[] | undefined {
  return values === undefined ? undefined : [...new Set(values.map(jsonTypeOf))];
}

function impliedTypes(node: FlatNode): readonly string[] {
  const { properties, additional, byPattern, required, items, tuple, patterns, plain } = node;
  const isObject =
    properties.size > 0 || additional !== undefined || byPattern.length > 0 || required.size > 0;
  const keywords = Object.keys(plain).flatMap((keyword) =>
    Object.hasOwn(TYPE_OF_KEYWORD, keyword) ? [TYPE_OF_KEYWORD[keyword] ?? ''] : [],
  );
  return [
    ...(isObject ? ['object'] : []),
    ...(items !== undefined || tuple !== undefined ? ['array'] : []),
    ...(patterns.length > 0 ? ['string'] : []),
    ...new Set(keywords),
  ];
}

/** @returns whether null is among what the node allows by its types and values */
export function allowsNull({ types, values }: FlatNode): boolean {
  const byType = types === undefined ? values?.includes(null) === true : types.includes('null');
  return byType && (values === undefined || values.includes(null));
}

/** @returns whether the node allows null and nothing else */
export function isOnlyNull(node: FlatNode): boolean {
  const { types, values } = node;
  const byType = types?.every((type) => type === 'null') === true;
  return byType || values?.every((value) => value === null) === true;
}
