import { expect, it } from 'vitest';
import type { Schema } from '../../../../src/model/schema/schema.ts';
import { fieldsAlone } from '../../../../src/render/aa/fields-alone.ts';

const text = { type: 'string' } as const;
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: 'object', properties });
const list = (items: Schema): Schema => ({ type: 'array', items });
const map = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });

it.each<[string, Schema, Schema, readonly string[]]>([
  ['the same', object({ a: text }), object({ a: text }), []],
  ['one more', object({ a: text, b: text }), object({ a: text }), ['b: string']],
  ['another type', object({ a: text }), object({ a: { type: 'integer' } }), ['a: string']],
  ['below', object({ spec: object({ a: text }) }), object({ spec: object({}) }), ['spec.a: string']],
  ['all below', object({ spec: object({ a: text }) }), object({}), ['spec: object']],
  ['items', object({ l: list(object({ a: text })) }), object({ l: list(object({})) }), ['l[].a: string']],
  ['values', object({ m: map(object({ a: text })) }), object({ m: map(object({})) }), ['m{}.a: string']],
  ['a member that a map holds', object({ m: object({ a: text }) }), object({ m: map(text) }), []],
  [
    'what keeps every field',
    object({ m: object({ a: text }) }),
    object({ m: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }),
    [],
  ],
  ['a name of every object', object({ toString: text }), object({}), ['toString: string']],
])('%s', (_, schema, other, expected) => {
  expect(fieldsAlone(schema, other).map(({ path, type }) => `${path}: ${type}`)).toEqual(expected);
});
