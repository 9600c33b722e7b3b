import { immutableRule } from '../../model/schema/immutable-rule.ts';
import type { Constraint, ParsedConstraint } from './constraint.ts';
import { bare, choice, count, enumValues, format, number, text } from './constraint-values.ts';
import type { FieldKind } from './field-kind.ts';

const NUMBERS: readonly FieldKind[] = ['integer', 'number', 'int-or-string'];
const STRINGS: readonly FieldKind[] = ['string', 'int-or-string'];
const OBJECTS: readonly FieldKind[] = ['object', 'map'];
const EVERYTHING: readonly FieldKind[] = [
  'any',
  'boolean',
  'int-or-string',
  'integer',
  'list',
  'map',
  'number',
  'object',
  'quantity',
  'string',
];

/** Every constraint of the field language by its name. */
export const CONSTRAINT_TABLE = {
  enum: { on: ['string', 'integer', 'number', 'boolean', 'int-or-string', 'quantity'], parse: enumValues },
  min: { on: NUMBERS, parse: number('minimum') },
  max: { on: NUMBERS, parse: number('maximum') },
  exclusiveMin: { on: NUMBERS, parse: bare({ exclusiveMinimum: true }) },
  exclusiveMax: { on: NUMBERS, parse: bare({ exclusiveMaximum: true }) },
  multipleOf: { on: NUMBERS, parse: number('multipleOf') },
  minLength: { on: STRINGS, parse: count('minLength') },
  maxLength: { on: STRINGS, parse: count('maxLength') },
  pattern: { on: STRINGS, parse: text('pattern') },
  format: { on: ['string', 'integer', 'number'], parse: format },
  minItems: { on: ['list'], parse: count('minItems') },
  maxItems: { on: ['list'], parse: count('maxItems') },
  minProperties: { on: OBJECTS, parse: count('minProperties') },
  maxProperties: { on: OBJECTS, parse: count('maxProperties') },
  nullable: { on: EVERYTHING, parse: bare({ nullable: true }) },
  immutable: { on: EVERYTHING, parse: immutable },
  listType: { on: ['list'], parse: choice('x-kubernetes-list-type', ['set', 'map', 'atomic']) },
  listMapKey: { on: ['list'], parse: listMapKey },
  mapType: { on: OBJECTS, parse: choice('x-kubernetes-map-type', ['atomic', 'granular']) },
  preserve: { on: ['object', 'any'], parse: bare({ 'x-kubernetes-preserve-unknown-fields': true }) },
  embedded: { on: ['object'], parse: bare({ 'x-kubernetes-embedded-resource': true }) },
  desc: { on: EVERYTHING, parse: text('description') },
} as const satisfies Record<string, Constraint>;

function immutable(values: readonly string[], { name }: { readonly name: string }): ParsedConstraint {
  return bare({ 'x-kubernetes-validations': [immutableRule(name)] })(values);
}

function listMapKey(values: readonly string[]): ParsedConstraint {
  const [key] = values;
  return key === undefined || key === ''
    ? { message: 'needs the name of a field of the items', hint: 'listMapKey=name' }
    : { keywords: { 'x-kubernetes-list-map-keys': [key] } };
}
