import { isJsonObject, type JsonValue } from '../json-value.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { isKnownFormat } from '../source/is-known-format.ts';
import {
  anything,
  filledText,
  flag,
  listOf,
  mapOf,
  membersOf,
  number,
  type Place,
  type Read,
  readMembers,
  refuse,
  text,
  trueFlag,
  word,
} from '../source/read-members.ts';

import { mendedBounds } from './mended-bounds.ts';

/** The deepest nesting that is read: more than any CRD has, and no danger to the call stack. */
const DEEPEST = 100;

const RULE_MEMBERS = membersOf({
  rule: text,
  message: filledText,
  messageExpression: filledText,
  reason: text,
  fieldPath: text,
  optionalOldSelf: trueFlag,
});

const TYPE = word(['array', 'boolean', 'integer', 'number', 'object', 'string']);

/** Every keyword of JSONSchemaProps, also those that the API server refuses. */
const KEYWORDS = {
  title: filledText,
  description: filledText,
  type: (value, place) => (value === '' ? undefined : TYPE(value, place)),
  format: filledText,
  nullable: trueFlag,
  default: anything,
  example: anything,
  externalDocs: membersOf({ url: text, description: text }),
  enum: saidListOf(anything),
  minimum: number,
  exclusiveMinimum: trueFlag,
  maximum: number,
  exclusiveMaximum: trueFlag,
  multipleOf: number,
  minLength: number,
  maxLength: number,
  pattern: filledText,
  minItems: number,
  maxItems: number,
  minProperties: number,
  maxProperties: number,
  required: filledListOf(text),
  properties: mapOf(nested),
  items: nested,
  additionalProperties,
  allOf: saidListOf(nested),
  anyOf: saidListOf(nested),
  oneOf: saidListOf(nested),
  not: nested,
  uniqueItems: falseOnly('it makes validation quadratic; use x-kubernetes-list-type: set'),
  'x-kubernetes-int-or-string': trueFlag,
  'x-kubernetes-preserve-unknown-fields': preserve,
  'x-kubernetes-embedded-resource': trueFlag,
  'x-kubernetes-list-type': word(['atomic', 'map', 'set']),
  'x-kubernetes-list-map-keys': listOf(text),
  'x-kubernetes-map-type': word(['atomic', 'granular']),
  'x-kubernetes-validations': listOf(validationRule),
  ...unsupported(
    '$ref',
    '$schema',
    'id',
    'additionalItems',
    'patternProperties',
    'definitions',
    'dependencies',
  ),
} satisfies Record<keyof Schema, Read<unknown>> & Readonly<Record<string, Read<unknown>>>;

/**
 * Reads a structural schema as a CRD has it, every keyword of JSONSchemaProps of apiextensions.k8s.io/v1.
 *
 * A format that the API server does not know is left out with a warning: it has no effect. `additionalProperties: true`
 * becomes x-kubernetes-preserve-unknown-fields with a warning: by itself it keeps values and empties objects in them.
 *
 * @returns what was understood; the rest is among the violations of `place.notes`
 */
export function readStructuralSchema(value: JsonValue, place: Place): Schema {
  const members = readMembers(value, KEYWORDS, place);
  const { additionalProperties: more, format, ...others } = members;
  const schema: Schema = {
    ...others,
    ...(format === undefined ? {} : formatOf(others, format, place)),
    ...(more === 'any' ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
    ...(typeof more === 'object' ? { additionalProperties: more } : {}),
  };
  return mendedBounds(schema, place);
}

/** An empty list says as much as none, and is none for the API server. */
function filledListOf<T>(read: Read<T>): Read<readonly T[]> {
  const readList = listOf(read);
  return (value, place) => {
    const items = readList(value, place);
    return items?.length === 0 ? undefined : items;
  };
}

/** As filledListOf, of keywords that the API server refuses even empty at the root beside a status subresource. */
function saidListOf<T>(read: Read<T>): Read<readonly T[]> {
  const readFilled = filledListOf(read);
  return (value, place) => {
    if (Array.isArray(value) && value.length === 0) {
      place.notes.warnings.push({
        path: place.path,
        message: 'the empty list says nothing, so it is left out',
      });
    }
    return readFilled(value, place);
  };
}

function validationRule(value: JsonValue, place: Place): ValidationRule | undefined {
  const { rule, ...others } = RULE_MEMBERS(value, place) ?? {};
  return rule === undefined ? refuse(place, 'the rule is not specified') : { rule, ...others };
}

function nested(value: JsonValue, place: Place): Schema | undefined {
  const depth = place.path.length - place.path.replace(/[.[]/gu, '').length;
  if (depth > 2 * DEEPEST)
    return refuse(place, `the schema has more than ${DEEPEST} levels; kx takes no more`);
  return isJsonObject(value) ? readStructuralSchema(value, place) : refuse(place, 'must be a schema');
}

function formatOf({ type }: Schema, format: string, { path, notes }: Place): Schema {
  if (isKnownFormat(type, format)) return { format };
  const message = `the API server ignores the format '${format}' of ${type ?? 'any type'}, so it is left out`;
  notes.warnings.push({ path: `${path}.format`, message });
  return {};
}

function additionalProperties(value: JsonValue, place: Place): Schema | 'any' | undefined {
  if (value === false) {
    const message = 'false is left out: fields that are not declared are dropped in any case';
    place.notes.warnings.push({ path: place.path, message });
    return undefined;
  }
  if (value !== true) return nested(value, place);
  const message =
    'true becomes x-kubernetes-preserve-unknown-fields, which keeps the objects in the values as well';
  place.notes.warnings.push({ path: place.path, message });
  return 'any';
}

function preserve(value: JsonValue, place: Place): true | undefined {
  return flag(value, place) === false ? refuse(place, 'must be true or left out') : true;
}

function falseOnly(why: string): Read<never> {
  return (value, place) =>
    flag(value, place) === true ? refuse(place, `the API server refuses it: ${why}`) : undefined;
}

function unsupported(...keywords: readonly string[]): Readonly<Record<string, Read<never>>> {
  const read: Read<never> = (value, place) =>
    value === '' ? undefined : refuse(place, 'the API server supports it in no CRD');
  return Object.fromEntries(keywords.map((keyword) => [keyword, read]));
}
