import { expect, it } from 'vitest';
import type { JsonValue } from '../../../templates/aa/typescript/src/server/api/json.ts';
import type { StructuralSchema } from '../../../templates/aa/typescript/src/server/api/structural-schema.ts';
import { validateRules } from '../../../templates/aa/typescript/src/server/cel/rules/validate-rules.ts';

const problemsOf = (
  spec: StructuralSchema,
  [value, old]: readonly [value: JsonValue, old?: JsonValue],
  problems: Parameters<typeof validateRules>[2]['problems'] = [],
): readonly string[] => {
  const objectOf = (each: JsonValue) => ({
    apiVersion: 'a/v1',
    kind: 'A',
    metadata: { name: 'a' },
    spec: each,
  });
  const schema: StructuralSchema = { type: 'object', properties: { spec } };
  const previous = old === undefined ? undefined : objectOf(old);
  return validateRules(objectOf(value), schema, { previous, problems }).map(
    ({ field, message }) => `${field}: ${message}`,
  );
};

const ruled = (schema: StructuralSchema, ...rules: readonly string[]): StructuralSchema => ({
  ...schema,
  'x-kubernetes-validations': rules.map((rule) => ({ rule })),
});

const TEXT: StructuralSchema = { type: 'string' };

it.each<[string, StructuralSchema, readonly [JsonValue, JsonValue?], readonly string[]]>([
  [
    'a rule that does not hold',
    ruled(TEXT, 'self == "b"'),
    ['a'],
    ['spec: Invalid value: "a": failed rule: self == "b"'],
  ],
  [
    'a change',
    ruled(TEXT, 'self == oldSelf'),
    ['a', 'b'],
    ['spec: Invalid value: "a": failed rule: self == oldSelf'],
  ],
  ['a change of something new', ruled(TEXT, 'self == oldSelf'), ['a'], []],
  // As after an update of the kind itself: what is there already is let be.
  ['what was wrong before', ruled(TEXT, 'self == "b"'), ['a', 'a'], []],
  [
    'what was wrong before and fails',
    ruled({ type: 'object', properties: { a: TEXT } }, 'self.a == "b"'),
    [{}, {}],
    ['spec: Invalid value: "object": no such key: a evaluating rule: self.a == "b"'],
  ],
  [
    'what allOf adds',
    { ...TEXT, allOf: [ruled({}, 'self != "a"')] },
    ['a'],
    ['spec: Invalid value: "a": failed rule: self != "a"'],
  ],
  [
    'no values of any shape',
    { type: 'object', properties: { a: ruled({ 'x-kubernetes-preserve-unknown-fields': true }, 'false') } },
    [{ a: 1 }],
    [],
  ],
  [
    'a map',
    { type: 'object', additionalProperties: ruled(TEXT, 'self != "a"') },
    [{ x: 'a' }],
    ['spec[x]: Invalid value: "a": failed rule: self != "a"'],
  ],
  [
    'metadata of an embedded object',
    ruled({ type: 'object', 'x-kubernetes-embedded-resource': true }, 'self.metadata.name == "b"'),
    [{ kind: 'X', metadata: { name: 'a', uid: 'u' } }],
    ['spec: Invalid value: failed rule: self.metadata.name == "b"'],
  ],
  [
    'no rule after one that takes too long',
    ruled(TEXT, 'lists.range(1000).all(x, lists.range(2000).all(y, true))', 'false'),
    ['a'],
    [
      'spec: Invalid value: "string": \'operation cancelled: actual cost limit exceeded\': no further validation rules will be run due to call cost exceeds limit for rule: lists.range(1000).all(x, lists.range(2000).all(y, true))',
    ],
  ],
  [
    'many rules that take long together',
    { type: 'array', items: ruled(TEXT, 'lists.range(900).all(x, lists.range(900).all(y, true))') },
    [Array.from({ length: 20 }, () => 'a')],
    [
      expect.stringMatching(
        /^spec\[\d+\]: Invalid value: "string": (validation failed due to running out of cost budget, no further validation rules will be run|'operation cancelled: actual cost limit exceeded': .*)$/,
      ),
    ],
  ],
])('rules tell of %s', (_, schema, values, problems) => {
  expect(problemsOf(schema, values)).toEqual(problems);
});

it('evaluates no rules where the object is malformed, and does where it is only wrong', () => {
  const schema = ruled(TEXT, 'self == "b"');
  const wrong = { field: 'spec', message: 'Invalid value', reason: 'FieldValueInvalid' };
  expect(problemsOf(schema, ['a'], [wrong])).toHaveLength(1);
  expect(problemsOf(schema, ['a'], [{ ...wrong, reason: 'FieldValueRequired' }])).toEqual([
    '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  ]);
});

it('refuses a rule that it cannot evaluate with a sentence', () => {
  expect(() => problemsOf(ruled(TEXT, 'self.foo()'), ['a'])).toThrow(
    "the CEL expression self.foo() cannot be evaluated: undeclared reference to 'foo'",
  );
});
