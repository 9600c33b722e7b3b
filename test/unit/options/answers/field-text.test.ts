import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/model/json-value.ts';
import { PLAIN_TYPES } from '../../../../src/model/schema/field-type.ts';
import { immutableRule } from '../../../../src/model/schema/immutable-rule.ts';
import { fieldText } from '../../../../src/options/answers/field-text.ts';
import { parseField } from '../../../../src/options/custom-resource/field.ts';
import { parseFieldPath } from '../../../../src/options/custom-resource/field-path.ts';
import { parseFieldType } from '../../../../src/options/custom-resource/field-type.ts';
import { fc } from '../../../support/seeded-fast-check.ts';

it.each<[JsonObject, string]>([
  [{ path: 'spec.a', type: 'string' }, 'spec.a:string'],
  [{ path: 'spec.a', type: 'string', required: true }, 'spec.a:string!'],
  [{ path: 'spec.a', type: 'string', required: false, desc: null }, 'spec.a:string'],
  [{ path: 'spec.a', type: 'string', default: 'x' }, 'spec.a:string=x'],
  [{ path: 'spec.a', type: 'string', default: '' }, 'spec.a:string=""'],
  [{ path: 'spec.a', type: 'string', default: 'a {b}' }, 'spec.a:string="a {b}"'],
  [{ path: 'spec.a', type: 'string', default: '"' }, 'spec.a:string="\\""'],
  [{ path: 'spec.a', type: 'int32', default: 0, min: 0, max: 10 }, 'spec.a:int32=0{min=0,max=10}'],
  [{ path: 'spec.a', type: 'int-or-string', default: '1' }, 'spec.a:int-or-string="1"'],
  [{ path: 'spec.a', type: 'any', default: { a: ['{'] } }, 'spec.a:any={"a":["{"]}'],
  [{ path: 'spec.a', type: 'string', enum: ['a', 'b c', 'd|e'] }, 'spec.a:string{enum=a|"b c"|"d|e"}'],
  [{ path: 'spec.a', type: 'int32', enum: [1, -2] }, 'spec.a:int32{enum=1|-2}'],
  [{ path: 'spec.a', type: 'quantity', enum: ['1', 1] }, 'spec.a:quantity{enum="\\"1\\""|1}'],
  [{ path: 'spec.a', type: 'string', pattern: '^a,b$' }, 'spec.a:string{pattern="^a,b$"}'],
  [{ path: 'spec.a', type: 'object', embedded: true, nullable: false }, 'spec.a:object{embedded}'],
  [
    { path: 'spec.a', type: 'object[]', listMapKey: ['a', 'b'] },
    'spec.a:object[]{listMapKey=a,listMapKey=b}',
  ],
  [{ path: 'spec.a', type: 'object[]', listMapKey: 'a' }, 'spec.a:object[]{listMapKey=a}'],
  [{ path: 'spec.a', type: 'string', enum: [] }, 'spec.a:string{enum}'],
])('%j is %s', (item, text) => {
  expect(fieldText(item)).toEqual({ text, problems: [] });
});

it.each<[JsonObject, string, string]>([
  [{ path: 'spec.a' }, '', 'a field needs its type'],
  [{ type: 'string' }, '', 'a field needs its path'],
  [{ path: null, type: 'string' }, '', 'a field needs its path'],
  [{ path: 'a:string{x', type: 'string' }, '.path', 'is no path of a field'],
  [{ path: 'spec.a', type: 'strin' }, '.type', "there is no type 'strin'"],
  [{ path: 'spec.a', type: 'string!' }, '.type', "there is no type 'string!'"],
  [{ path: 'spec.a', type: true }, '.type', 'true is a boolean; a text is expected'],
  [{ path: 'spec.a', type: 'int32', minn: 1 }, '.minn', "there is no 'minn' here"],
  [{ path: 'spec.a', type: 'int32', minimum: 1 }, '.minimum', "there is no 'minimum' here"],
  [{ path: 'spec.a', type: 'int32', min: '1' }, '.min', "'1' is a text; a number is expected"],
  [{ path: 'spec.a', type: 'int32', required: 1 }, '.required', '1 is a number; true or false is expected'],
  [{ path: 'spec.a', type: 'int32', enum: 1 }, '.enum', '1 is a number; a list is expected'],
  [{ path: 'spec.a', type: 'string', default: 1.5 }, '.default', '1.5 is a number; a text is expected'],
  [{ path: 'spec.a', type: 'string', pattern: 7 }, '.pattern', '7 is a number; a text is expected'],
  [{ path: 'spec.a', type: 'string', default: 1 }, '.default', '1 is a number; a text is expected'],
  [{ path: 'spec.a', type: 'string', default: [] }, '.default', 'it is a list; a text is expected'],
  [{ path: 'spec.a', type: 'string', enum: ['a', 1] }, '.enum[1]', '1 is a number; a text is expected'],
  [{ path: 'spec.a', type: 'string[]', listMapKey: [1.5] }, '.listMapKey', '1.5 is a number'],
  [{ path: 'spec.a', type: 'string', __proto__x: 1 }, '.__proto__x', "there is no '__proto__x' here"],
])('%j has at %j: %s', (item, at, message) => {
  expect(fieldText(item).problems).toMatchObject([{ at, message: expect.stringContaining(message) }]);
});

it.each([
  ['minimum', 'it is called min here'],
  ['description', 'it is called desc here'],
  ['patern', 'did you mean pattern?'],
  ['constructor', 'there are path, type'],
])('says of %s: %s', (key, hint) => {
  const { problems } = fieldText({ path: 'spec.a', type: 'string', [key]: 'x' });
  expect(problems).toMatchObject([{ at: `.${key}`, hint: expect.stringContaining(hint) }]);
});

describe('a field that is written as a mapping', () => {
  it('declares what it says, whatever is in its texts', () => {
    fc.assert(
      fc.property(FIELD, (item) => {
        const { text, problems } = fieldText(item);
        expect(problems).toEqual([]);
        const { value, violations } = parseField(text);
        expect(violations).toEqual([]);
        expect(value).toEqual({ source: text, ...declarationOf(item) });
      }),
      { numRuns: 500 },
    );
  });
});

const NAME = fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{0,8}$/u);
/** What shells, YAML, JSON and the field language each have a meaning for. */
const TEXT = fc.oneof(
  fc.string({ minLength: 1 }),
  fc
    .array(
      fc.constantFrom('"', "'", '\\', ',', '{', '}', '|', '=', ' ', '!', ':', '\n', 'a', '\u2028', '😀'),
      {
        minLength: 1,
      },
    )
    .map((chars) => chars.join('')),
);
const COUNT = fc.nat();
const NUMBER = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const SMALL = fc.integer({ min: -1000, max: 1000 });

const FIELD: fc.Arbitrary<JsonObject> = fc
  .record({
    path: fc.array(NAME, { minLength: 1, maxLength: 4 }).map((names) => names.join('.')),
    required: fc.boolean(),
    nullable: fc.boolean(),
    immutable: fc.boolean(),
    desc: fc.option(TEXT, { nil: null }),
    rest: fc.oneof(
      fc.record({
        type: fc.constantFrom('string', 'date'),
        default: fc.option(fc.oneof(TEXT, fc.constant('')), { nil: null }),
        enum: fc.option(fc.array(TEXT, { minLength: 1 }), { nil: null }),
        pattern: fc.option(TEXT, { nil: null }),
        minLength: COUNT,
        maxLength: COUNT,
      }),
      fc.record({
        type: fc.constantFrom('number'),
        default: NUMBER,
        enum: fc.array(NUMBER, { minLength: 1 }),
        min: NUMBER,
        max: NUMBER,
        exclusiveMin: fc.boolean(),
        exclusiveMax: fc.boolean(),
        multipleOf: NUMBER,
      }),
      fc.record({
        type: fc.constantFrom('int-or-string', 'quantity'),
        default: fc.oneof(SMALL, TEXT),
        enum: fc.array(fc.oneof(SMALL, TEXT), { minLength: 1 }),
      }),
      fc.record({
        type: fc.constantFrom('string[]', 'any[]', 'map<string>[]'),
        default: fc.array(fc.oneof(TEXT, SMALL, fc.dictionary(NAME, TEXT, { noNullPrototype: true }))),
        minItems: COUNT,
        maxItems: COUNT,
        listType: fc.constantFrom('set', 'map', 'atomic'),
        listMapKey: fc.array(TEXT, { minLength: 1 }),
      }),
      fc.record({
        type: fc.constantFrom('object', 'map<string>', 'map<int32[]>'),
        default: fc.dictionary(NAME, fc.oneof(TEXT, SMALL), { noNullPrototype: true }),
        minProperties: COUNT,
        maxProperties: COUNT,
        mapType: fc.constantFrom('atomic', 'granular'),
      }),
      fc.record({ type: fc.constant('boolean'), default: fc.boolean() }),
      fc.record({ type: fc.constant('object'), preserve: fc.boolean(), embedded: fc.boolean() }),
    ),
  })
  .map(({ rest, ...common }) => ({ ...common, ...rest }));

const KEYWORDS: Readonly<Record<string, string>> = {
  min: 'minimum',
  max: 'maximum',
  exclusiveMin: 'exclusiveMinimum',
  exclusiveMax: 'exclusiveMaximum',
  listType: 'x-kubernetes-list-type',
  listMapKey: 'x-kubernetes-list-map-keys',
  mapType: 'x-kubernetes-map-type',
  preserve: 'x-kubernetes-preserve-unknown-fields',
  embedded: 'x-kubernetes-embedded-resource',
  desc: 'description',
};

function declarationOf({ path, type, required, ...constraints }: JsonObject) {
  const [fieldPath, fieldType] = [parseFieldPath(String(path)), parseFieldType(String(type))];
  const name = String(path).split('.').at(-1) ?? '';
  const keywords = Object.entries(constraints).flatMap(([key, value]): [string, unknown][] => {
    if (value === null || (value === false && key !== 'default')) return [];
    return key === 'immutable'
      ? [['x-kubernetes-validations', [immutableRule(name)]]]
      : [[KEYWORDS[key] ?? key, positiveZero(value)]];
  });
  return {
    path: fieldPath.ok && fieldPath.value,
    type: fieldType.ok && fieldType.value,
    required,
    keywords: Object.fromEntries(keywords),
  };
}

function positiveZero(value: JsonValue): JsonValue {
  return value === 0 ? 0 : value;
}

it('has a type of every kind among the random ones, or beside them', () => {
  for (const type of Object.keys(PLAIN_TYPES)) {
    expect(fieldText({ path: 'spec.a', type })).toEqual({ text: `spec.a:${type}`, problems: [] });
  }
});
