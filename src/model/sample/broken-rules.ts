import type { RuleEvaluator } from '../cel/cel-engine.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { ruleSites } from '../schema/rule-sites.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { withDefaults } from '../value/with-defaults.ts';
import { resourceProperties } from './resource-properties.ts';

/** Where a value is in an object: names of fields and keys, places in lists. */
export type ValuePath = readonly (number | string)[];

/** A rule that a value breaks. */
export type BrokenRule = { readonly path: ValuePath; readonly schema: Schema; readonly rule: ValidationRule };

/**
 * @param schema of a whole object
 * @param object with apiVersion, kind and metadata
 * @returns the rules that the object breaks once its defaults are in
 */
export function brokenRules(schema: Schema, object: JsonObject, cel: RuleEvaluator): readonly BrokenRule[] {
  const whole: Schema = { ...schema, properties: { ...schema.properties, ...resourceProperties(schema) } };
  return brokenBelow({ schema: whole, value: withDefaults(whole, object), path: [] }, cel);
}

/** A value, the schema that it is of, and where it is. */
export type Place = { readonly schema: Schema; readonly value: JsonValue; readonly path: ValuePath };

/** @returns the rules that a value breaks as it stands, without further defaults */
export function brokenBelow(place: Place, cel: RuleEvaluator): readonly BrokenRule[] {
  const { schema, value, path } = place;
  if (value === null || !hasRulesBelow(schema)) return [];
  const own = (schema['x-kubernetes-validations'] ?? [])
    .filter((rule) => cel.evaluate(rule, place) === false)
    .map((rule) => ({ path, schema, rule }));
  return [...own, ...placesBelow(place).flatMap((child) => brokenBelow(child, cel))];
}

/** A search looks at the same schemas a thousand times. */
const RULED = new WeakMap<Schema, boolean>();

function hasRulesBelow(schema: Schema): boolean {
  const known = RULED.get(schema) ?? ruleSites(schema, '').length > 0;
  RULED.set(schema, known);
  return known;
}

function placesBelow({ schema, value, path }: Place): readonly Place[] {
  const { items, properties = {}, additionalProperties } = schema;
  if (isJsonList(value)) {
    return items === undefined
      ? []
      : value.map((item, index) => ({ schema: items, value: item, path: [...path, index] }));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const child = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return child === undefined ? [] : [{ schema: child, value: member, path: [...path, name] }];
  });
}
