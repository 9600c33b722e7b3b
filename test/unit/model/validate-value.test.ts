import { expect, it } from 'vitest';
import type { JsonValue } from '../../../src/model/json-value.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { validateValue } from '../../../src/model/value/validate-value.ts';

const text: Schema = { type: 'string' };
const intOrString: Schema = {
  'x-kubernetes-int-or-string': true,
  anyOf: [{ type: 'integer' }, { type: 'string' }],
};
const closed: Schema = { type: 'object', properties: { a: text }, required: ['a'] };
const embedded: Schema = {
  type: 'object',
  'x-kubernetes-embedded-resource': true,
  properties: { spec: { type: 'object' } },
};
const byName: Schema = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name', 'port'],
  items: { type: 'object', properties: { name: text, port: { type: 'integer', default: 80 } } },
};

it.each<readonly [Schema, JsonValue]>([
  [text, ''],
  [{ ...text, nullable: true }, null],
  [{ 'x-kubernetes-preserve-unknown-fields': true }, null],
  [{ 'x-kubernetes-preserve-unknown-fields': true }, [1, { a: 2 }]],
  [{ ...text, minLength: 2, maxLength: 2 }, '😀😀'],
  [{ ...text, pattern: 'b' }, 'abc'],
  [{ ...text, enum: ['a'] }, 'a'],
  [{ type: 'integer', format: 'int32' }, 2147483647],
  [{ type: 'number' }, 1],
  [{ type: 'number', minimum: 0, exclusiveMinimum: true }, 0.1],
  [{ type: 'number', multipleOf: 0.5 }, 1.5],
  [{ type: 'number', multipleOf: 0.1 }, 0.3],
  [{ type: 'number', multipleOf: 0.1 }, -0.3],
  // (1 / 0.9) × 2.7 is a little more than 3.
  [{ type: 'number', multipleOf: 0.9 }, 2.7],
  [intOrString, 1],
  [intOrString, 'x'],
  [closed, { a: 'x' }],
  [
    { ...closed, 'x-kubernetes-preserve-unknown-fields': true },
    { a: 'x', b: 1 },
  ],
  [{ type: 'object', additionalProperties: text }, { x: 'y' }],
  [embedded, { apiVersion: 'v1', kind: 'A', metadata: {}, spec: {} }],
  [byName, [{ name: 'a' }, { name: 'a', port: 81 }]],
  [{ type: 'array', items: text }, ['a', 'a']],
])('%j takes %j', (schema, value) => {
  expect(validateValue(schema, value)).toEqual([]);
});

it.each<readonly [Schema, JsonValue, string, string]>([
  [text, null, '', 'must not be null'],
  [text, 1, '', 'must be of type string'],
  [{ type: 'integer' }, 1.5, '', 'must be of type integer'],
  [{ type: 'boolean' }, 'true', '', 'must be of type boolean'],
  [intOrString, 1.5, '', 'must be an integer or a string'],
  [{ ...text, minLength: 2 }, '😀', '', 'at least 2 characters'],
  [{ ...text, maxLength: 1 }, 'ab', '', 'at most 1 characters'],
  [{ ...text, pattern: '^b' }, 'abc', '', 'must match ^b'],
  [{ ...text, format: 'uuid' }, 'abc', '', 'must be of format uuid'],
  [{ ...text, enum: ['a'] }, 'b', '', 'must be one of "a"'],
  [{ type: 'integer', format: 'int32' }, 2147483648, '', 'does not fit int32'],
  [{ type: 'integer' }, 2 ** 53, '', 'kx handles whole numbers exactly'],
  [{ type: 'integer', minimum: 1 }, 0, '', 'at least 1'],
  [{ type: 'integer', maximum: 1 }, 2, '', 'at most 1'],
  [{ type: 'integer', minimum: 1, exclusiveMinimum: true }, 1, '', 'more than 1'],
  [{ type: 'integer', maximum: 1, exclusiveMaximum: true }, 1, '', 'less than 1'],
  [{ type: 'integer', multipleOf: 2 }, 3, '', 'a multiple of 2'],
  [{ type: 'number', multipleOf: 0.1 }, 0.35, '', 'a multiple of 0.1'],
  // 3.3 / 1.1 is a little less than 3, which API servers up to 1.36 do not forgive.
  [{ type: 'number', multipleOf: 1.1 }, 3.3, '', 'a multiple of 1.1'],
  // The API server cuts fractions off where the value is whole.
  [{ type: 'number', multipleOf: 0.5 }, 1, '', 'a multiple of 0.5'],
  [{ type: 'number', maximum: 2.5, exclusiveMaximum: true }, 2, '', 'less than 2.5'],
  [closed, {}, '.a', 'is required'],
  [closed, { a: 'x', b: 1 }, '.b', 'would be dropped'],
  [closed, { a: 1 }, '.a', 'must be of type string'],
  [{ type: 'object', additionalProperties: text }, { x: 1 }, '.x', 'must be of type string'],
  [{ type: 'object', additionalProperties: text, maxProperties: 0 }, { x: 'y' }, '', 'at most 0 properties'],
  [{ type: 'object', additionalProperties: text, minProperties: 1 }, {}, '', 'at least 1 properties'],
  [embedded, { apiVersion: 'v1' }, '.kind', 'is required'],
  [{ type: 'array', items: text }, [1], '[0]', 'must be of type string'],
  [{ type: 'array', items: text, minItems: 1 }, [], '', 'at least 1 items'],
  [{ type: 'array', items: text, maxItems: 0 }, ['a'], '', 'at most 0 items'],
  [{ type: 'array', items: text, 'x-kubernetes-list-type': 'set' }, ['a', 'a'], '', 'the same item twice'],
  [byName, [{ name: 'a' }, { name: 'a', port: 80 }], '', 'the same item twice'],
])('%j refuses %j', (schema, value, path, message) => {
  expect(validateValue(schema, value)).toEqual([{ path, message: expect.stringContaining(message) }]);
});
