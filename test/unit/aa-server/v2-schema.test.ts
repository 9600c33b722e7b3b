import { expect, it } from 'vitest';
import { toV2Schema } from '../../../templates/aa/typescript/src/server/handlers/openapi/v2-schema.ts';

const text = { type: 'string' };
const free = { 'x-kubernetes-preserve-unknown-fields': true };
const reference = '#/components/schemas/x.Y';

// What the API server makes of the schema of a CRD in its document of OpenAPI 2.
it.each([
  ['a type', text, text],
  ['a default', { ...text, default: 'a' }, text],
  ['alternatives', { anyOf: [text], oneOf: [text], not: text, allOf: [text], ...free }, free],
  ['a value that may be null', { ...text, nullable: true, format: 'date' }, { format: 'date' }],
  ['an object that may be null', { type: 'object', nullable: true, properties: { a: text } }, {}],
  ['an object with unknown fields', { type: 'object', properties: { a: text }, ...free }, free],
  ['a list of anything', { type: 'array', items: text, ...free }, free],
  ['a list without items', { type: 'array' }, {}],
  ['a list', { type: 'array', items: { ...text, default: 'a' } }, { type: 'array', items: text }],
  [
    'a required field that may be null',
    { type: 'object', required: ['a', 'b'], properties: { a: { ...text, nullable: true }, b: text } },
    { type: 'object', required: ['b'], properties: { a: {}, b: text } },
  ],
  ['a map', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: text }],
  ['a reference', { allOf: [{ $ref: reference }], default: {} }, { $ref: '#/definitions/x.Y' }],
  ['a described one', { $ref: reference, description: 'd' }, { description: 'd', $ref: '#/definitions/x.Y' }],
] as const)('%s in the words of OpenAPI 2', (_, schema, expected) => {
  expect(toV2Schema(schema)).toEqual(expected);
});
