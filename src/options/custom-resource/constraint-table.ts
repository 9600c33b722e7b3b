import { immutableRule } from '../../model/schema/immutable-rule.ts';
import type { Constraint, ParsedConstraint } from './constraint.ts';
import { bare, choice, count, enumValues, format, number, text } from './constraint-values.ts';
import type { FieldKind } from './field-kind.ts';

const numbers: readonly FieldKind[] = ['integer', 'number', 'int-or-string'];
const strings: readonly FieldKind[] = ['string', 'int-or-string'];
const objects: readonly FieldKind[] = ['object', 'map'];
const everything: readonly FieldKind[] = [
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
export const constraintTable = {
  enum: { on: ['string', 'integer', 'number', 'boolean', 'int-or-string', 'quantity'], parse: enumValues },
  min: { on: numbers, parse: number('minimum') },
  max: { on: numbers, parse: number('maximum') },
  exclusiveMin: { on: numbers, parse: bare({ exclusiveMinimum: true }) },
  exclusiveMax: { on: numbers, parse: bare({ exclusiveMaximum: true }) },
  multipleOf: { on: numbers, parse: number('multipleOf') },
  minLength: { on: strings, parse: count('minLength') },
  maxLength: { on: strings, parse: count('maxLength') },
  pattern: { on: strings, parse: text('pattern') },
  format: { on: ['string', 'integer', 'number'], parse: format },
  minItems: { on: ['list'], parse: count('minItems') },
  maxItems: { on: ['list'], parse: count('maxItems') },
  minProperties: { on: objects, parse: count('minProperties') },
  maxProperties: { on: objects, parse: count('maxProperties') },
  nullable: { on: everything, parse: bare({ nullable: true }) },
  immutable: { on: everything, parse: immutable },
  listType: { on: ['list'], parse: choice('x-kubernetes-list-type', ['set', 'map', 'atomic']) },
  listMapKey: { on: ['list'], parse: listMapKey },
  mapType: { on: objects, parse: choice('x-kubernetes-map-type', ['atomic', 'granular']) },
  preserve: { on: ['object', 'any'], parse: bare({ 'x-kubernetes-preserve-unknown-fields': true }) },
  embedded: { on: ['object'], parse: bare({ 'x-kubernetes-embedded-resource': true }) },
  desc: { on: everything, parse: text('description') },
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
