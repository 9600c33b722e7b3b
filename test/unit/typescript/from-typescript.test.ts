import { describe, expect, it } from 'vitest';
import { checkCustomResource } from '../../../src/model/check/check-custom-resource.ts';
import { completeDescribed } from '../../../src/model/source/described-resource.ts';
import { readSources } from '../../../src/model/source/read-sources.ts';
import { renderSchema } from '../../../src/render/render-crd-schema.ts';

const FALLBACK = { group: 'example.com', kind: 'Thing', version: 'v1', scope: 'Namespaced' } as const;

type Files = Readonly<Record<string, string>>;

/** Reads `main.ts`; other files are beside it. */
async function read(files: Files, fragment?: string) {
  const input = {
    name: 'main.ts',
    text: files['main.ts'] ?? '',
    ...(fragment === undefined ? {} : { fragment }),
  };
  return readSources([input], {}, (_from, specifier) => {
    const name = `${specifier.replace(/^\.\//u, '').replace(/\.(?:js|ts)$/u, '')}.ts`;
    const text = files[name];
    return text === undefined ? undefined : { name, text };
  });
}

/** What the field `x` of a type becomes. */
async function fieldOf(type: string, more = '', files: Files = {}) {
  const result = await read({
    ...files,
    'main.ts': `${more}\nexport interface Root { spec: { x?: ${type} } }`,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.violations));
  const complete = result.value.map((each) => completeDescribed(each, FALLBACK));
  expect(complete.flatMap(checkCustomResource)).toEqual([]);
  const field = complete[0]?.versions[0]?.schema.properties?.['spec']?.properties?.['x'];
  return { field: field === undefined ? undefined : renderSchema(field), warnings: result.warnings };
}

const ANY = { 'x-kubernetes-preserve-unknown-fields': true };
const text = { type: 'string' };
const number = { type: 'number' };
const INT_OR_STRING = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};
const list = (items: object) => ({ type: 'array', items });
const object = (properties: object, ...required: string[]) => ({
  type: 'object',
  ...(required.length === 0 ? {} : { required }),
  properties,
});

const PAIR = 'type Pair<T, U = string> = { t: T; u?: U };';
const BASE = 'interface Base { a?: string; b: number }';

describe('a type becomes', () => {
  it.each<[string, string, object]>([
    ['string', '', text],
    ['bigint', '', { type: 'integer', format: 'int64' }],
    ['unknown', '', ANY],
    ['object', '', { type: 'object', ...ANY }],
    ["'a' | 'b'", '', { type: 'string', enum: ['a', 'b'] }],
    ['1 | -2', '', { type: 'integer', enum: [1, -2] }],
    ['true | false', '', { type: 'boolean' }],
    ["string | 'a'", '', text],
    ['string | undefined', '', text],
    ['string | null', '', { ...text, nullable: true }],
    ["'a' | null", '', { type: 'string', nullable: true, enum: ['a'] }],
    ['number | string', '', INT_OR_STRING],
    ['string & { readonly brand: unique symbol }', '', text],
    [`\`a\``, '', { type: 'string', enum: ['a'] }],
    [`\`v\${number}.\``, '', { ...text, pattern: '^v-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]+)?\\.$' }],
    [`\`\${'a' | 'b.'}-\${string}\``, '', { ...text, pattern: '^(a|b\\.)-[\\s\\S]*$' }],
    [`\`\${Name}!\``, 'enum Name { A = "x" }', { ...text, pattern: '^(x)!$' }],
    [
      "Mode['kind']",
      "type Mode = { kind: 'on' } | { kind: 'off'; at: string };",
      { type: 'string', enum: ['on', 'off'] },
    ],
    ['string[]', '', list(text)],
    ['readonly string[]', '', list(text)],
    ['ReadonlyArray<number>', '', list(number)],
    ['Array<string | null>', '', list({ ...text, nullable: true })],
    ['[string, string?]', '', { type: 'array', minItems: 1, maxItems: 2, items: text }],
    ['[string, ...string[]]', '', { type: 'array', minItems: 1, items: text }],
    ['Set<string>', '', { type: 'array', 'x-kubernetes-list-type': 'set', items: text }],
    ['Map<string, number>', '', { type: 'object', additionalProperties: number }],
    ['Record<string, string>', '', { type: 'object', additionalProperties: text }],
    ["Record<'a' | 'b', string>", '', object({ a: text, b: text }, 'a', 'b')],
    ['{ [key: string]: boolean }', '', { type: 'object', additionalProperties: { type: 'boolean' } }],
    [
      '{ a: string; [key: string]: string }',
      '',
      { type: 'object', ...ANY, required: ['a'], properties: { a: text } },
    ],
    ['Date', '', { type: 'string', format: 'date-time' }],
    ['Uint8Array', '', { type: 'string', format: 'byte' }],
    ['E', "enum E { A = 'a', B = 'b' }", { type: 'string', enum: ['a', 'b'] }],
    ['E', 'const enum E { A, B, C = 7, D }', { type: 'integer', enum: [0, 1, 7, 8] }],
    ['Base', BASE, object({ a: text, b: number }, 'b')],
    ['Partial<Base>', BASE, object({ a: text, b: number })],
    ['Required<Base>', BASE, object({ a: text, b: number }, 'a', 'b')],
    ['Readonly<Base>', BASE, object({ a: text, b: number }, 'b')],
    ["Pick<Base, 'a'>", BASE, object({ a: text })],
    ["Omit<Base, 'a'>", BASE, object({ b: number }, 'b')],
    ["Partial<Omit<Base, 'a'>> & { c: string }", BASE, object({ b: number, c: text }, 'c')],
    ['Base & { c?: boolean }', BASE, object({ a: text, b: number, c: { type: 'boolean' } }, 'b')],
    [
      'More',
      `${BASE} interface More extends Base { c: string }`,
      object({ a: text, b: number, c: text }, 'b', 'c'),
    ],
    [
      'More',
      `${BASE} interface More extends Omit<Base, 'b'> { b: string }`,
      object({ a: text, b: text }, 'b'),
    ],
    ['Base', `${BASE} interface Base { c: string }`, object({ a: text, b: number, c: text }, 'b', 'c')],
    ['Pair<number>', PAIR, object({ t: number, u: text }, 't')],
    [
      'Pair<Pair<boolean, number>>',
      PAIR,
      object({ t: object({ t: { type: 'boolean' }, u: number }, 't'), u: text }, 't'),
    ],
    ["Base['b']", BASE, number],
    ['keyof Base', BASE, { type: 'string', enum: ['a', 'b'] }],
    ['{ [K in keyof Base]?: string }', BASE, object({ a: text, b: text })],
    [
      "{ [K in 'p' | 'q']: K }",
      '',
      object({ p: { type: 'string', enum: ['p'] }, q: { type: 'string', enum: ['q'] } }, 'p', 'q'),
    ],
    ['(typeof MODES)[number]', "const MODES = ['a', 'b'] as const;", { type: 'string', enum: ['a', 'b'] }],
    ["Exclude<L, 'b'>", "type L = 'a' | 'b' | 'c';", { type: 'string', enum: ['a', 'c'] }],
    [
      'C',
      'class C { a = 1; b!: string; c?: number; run(): void {} }',
      object({ a: ANY, b: text, c: number }, 'a', 'b'),
    ],
  ])('%s %s', async (type, more, expected) => {
    expect((await fieldOf(type, more)).field).toEqual(expected);
  });

  it('one object with rules where a tag tells alternatives apart', async () => {
    const { field } = await fieldOf("{ type: 'git'; url: string } | { type: 'oci'; image?: string }");
    expect(field).toEqual({
      type: 'object',
      'x-kubernetes-validations': [
        { rule: "self.type != 'git' || has(self.url)", message: 'url is required when type is git' },
        { rule: "self.type == 'git' || !has(self.url)", message: 'url is only for type git' },
        { rule: "self.type == 'oci' || !has(self.image)", message: 'image is only for type oci' },
      ],
      required: ['type'],
      properties: { type: { type: 'string', enum: ['git', 'oci'] }, url: text, image: text },
    });
  });
});

describe('a comment constrains', () => {
  it.each<[string, string, object]>([
    ['number', '/** @minimum 1 @maximum 9 */', { type: 'number', minimum: 1, maximum: 9 }],
    ['number', '/** @int32 @default 3 */', { type: 'integer', format: 'int32', default: 3 }],
    ['number', '/** @integer @multipleOf 2 */', { type: 'integer', multipleOf: 2 }],
    ['number', '/** @min 0 @exclusiveMin */', { type: 'number', minimum: 0, exclusiveMinimum: true }],
    [
      'string',
      '/** @minLength 1 @maxLength 5 @pattern ^a b$ */',
      { type: 'string', minLength: 1, maxLength: 5, pattern: '^a b$' },
    ],
    ['string', '/** @format email */', { type: 'string', format: 'email' }],
    ['string', '/** @default true */', { type: 'string', default: 'true' }],
    ['string', "/** @default 'x' */", { type: 'string', default: 'x' }],
    ['string', '/** @enum a|b */', { type: 'string', enum: ['a', 'b'] }],
    ['string', '/** @nullable */', { type: 'string', nullable: true }],
    [
      'string',
      '/** Text. @deprecated use y */',
      { type: 'string', description: 'Text.\n\nDeprecated: use y' },
    ],
    ['string', '/** @deprecated */', { type: 'string', description: 'Deprecated.' }],
    [
      'string',
      '/** @immutable */',
      {
        type: 'string',
        'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'x is immutable' }],
      },
    ],
    [
      'string',
      "/** @rule self != 'a' || true | not a */",
      { type: 'string', 'x-kubernetes-validations': [{ rule: "self != 'a' || true", message: 'not a' }] },
    ],
    ['string', '/** @quantity */', { ...INT_OR_STRING, pattern: expect.any(String) }],
    [
      'string[]',
      '/** @listType set @minItems 1 @maxItems 3 */',
      { type: 'array', minItems: 1, maxItems: 3, 'x-kubernetes-list-type': 'set', items: text },
    ],
    [
      '{ k: string }[]',
      '/** @listType map @listMapKey k */',
      {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k'],
        items: object({ k: text }, 'k'),
      },
    ],
    [
      'string',
      '/**\n * Two\n * lines.\n *\n * A paragraph.\n * @see elsewhere\n */',
      { type: 'string', description: 'Two lines.\n\nA paragraph.' },
    ],
    ['string', '// no JSDoc', text],
  ])('%s %s', async (type, comment, expected) => {
    const result = await read({ 'main.ts': `export interface Root { spec: {\n${comment}\nx?: ${type} } }` });
    if (!result.ok) throw new Error(JSON.stringify(result.violations));
    const field = result.value[0]?.versions[0]?.schema.properties?.['spec']?.properties?.['x'];
    expect(field === undefined ? undefined : renderSchema(field)).toEqual(expected);
    expect(result.warnings).toEqual([]);
  });

  it('a named type wherever it is used, and the place more than the type', async () => {
    const { field } = await fieldOf(
      '{ a: Port; /** Mine. */ b: Port }',
      '/** A port.\n@integer @minimum 1 */ type Port = number;',
    );
    const port = { type: 'integer', minimum: 1 };
    expect(field).toEqual(
      object({ a: { ...port, description: 'A port.' }, b: { ...port, description: 'Mine.' } }, 'a', 'b'),
    );
  });

  it('the resource itself', async () => {
    const main =
      '/** Runs.\n@group a.b\n@version v2\n@plural foozes\n@shortName f @scope Cluster */ export interface Foo { spec: { a: string } }';
    const result = await read({ 'main.ts': main.replace('@shortName f @scope', '@shortName f\n@scope') });
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          group: 'a.b',
          scope: 'Cluster',
          names: { kind: 'Foo', plural: 'foozes', shortNames: ['f'] },
          versions: [{ name: 'v2', schema: { description: 'Runs.' } }],
        },
      ],
    });
  });
});

describe('imports are followed', () => {
  it.each<[string, string, Files]>([
    ['by name', "import { A } from './a';", { 'a.ts': 'export interface A { n: string }' }],
    [
      'with the ending of what is compiled',
      "import type { A } from './a.js';",
      { 'a.ts': 'export interface A { n: string }' },
    ],
    ['under another name', "import { B as A } from './a.ts';", { 'a.ts': 'export type B = { n: string }' }],
    ['by default', "import A from './a';", { 'a.ts': 'export default interface B { n: string }' }],
    [
      'through other modules',
      "import { A } from './a';",
      {
        'a.ts': "export * from './b';",
        'b.ts': "export { C as A } from './c';",
        'c.ts': 'interface C { n: string } export { C };',
      },
    ],
    [
      'in circles',
      "import { A } from './a';",
      {
        'a.ts': "import { N } from './b'; export interface A { n: N }",
        'b.ts': "import { A } from './a'; export type N = string; export type Other = A;",
      },
    ],
  ])('%s', async (_name, statement, files) => {
    expect((await fieldOf('A', statement, files)).field).toEqual(object({ n: text }, 'n'));
  });

  it('as a name space', async () => {
    const files = { 'a.ts': 'export interface A { n: string }' };
    expect((await fieldOf('types.A', "import * as types from './a';", files)).field).toEqual(
      object({ n: text }, 'n'),
    );
  });
});

describe('what cannot be said is named with file and line', () => {
  it.each<[string, string, RegExp]>([
    ['() => void', '', /main.ts:2 x is a function/],
    [`\`a\${Foreign}\``, 'interface Foreign { a: 1 }', /main.ts:2 what a template says/],
    [
      "{ child?: Tree['in'] }['child']",
      "interface Tree { in: { child?: Tree['in'] } }",
      /main.ts:1 it contains itself/,
    ],
    ['Foreign', "import { Foreign } from 'package';", /main.ts:2 what the type Foreign is cannot be read/],
    ['string extends string ? number : boolean', '', /main.ts:2 a type of this form/],
    ['Tree', 'interface Tree { children: Tree[] }', /main.ts:1 it contains itself/],
    ['string | boolean', '', /main.ts:2 a CRD cannot say that a field is string or boolean/],
  ])('%s', async (type, more, expected) => {
    const { warnings } = await fieldOf(type, more);
    expect(warnings.map(({ path, message }) => `${path} ${message}`).join('\n')).toMatch(expected);
  });

  it('a value that is no number', async () => {
    const result = await read({
      'main.ts': 'export interface Root { spec: {\n/** @internal\n * @maximum much */ x?: number } }',
    });
    expect(result.warnings).toEqual([
      { path: 'main.ts:3', message: "@maximum needs a number, not 'much', and is lost" },
    ]);
  });
});

describe('refused with a sentence', () => {
  it.each<[string, string, string | undefined, RegExp]>([
    [
      'no resource',
      'export interface A { a: string }',
      undefined,
      /which type is the resource is not said, and no exported type of it has a spec/,
    ],
    [
      'several resources',
      'export interface A { spec: {} } export interface B { spec: {} }',
      undefined,
      /several exported types have a spec: A, B/,
    ],
    [
      'a misspelt tag',
      'export interface Foo { spec: {\n/** @minimun 1 */ x?: number } }',
      undefined,
      /there is no tag @minimun/,
    ],
    ['another type', 'export interface Foo { spec: {} }', 'Fo', /it has no type 'Fo'/],
    ['no TypeScript', 'export interface {', undefined, /no TypeScript that kx reads/],
    [
      'a file that is not there',
      "import { A } from './none'; export interface Foo { spec: A }",
      undefined,
      /imports .\/none, and there is no such file/,
    ],
    [
      'types that never end',
      'type Grow<T> = { a: Grow<T[]> }; export interface Foo { spec: Grow<string> }',
      undefined,
      /too deep in each other/,
    ],
    [
      'a scope',
      '/** @scope Global */ export interface Foo { spec: { a: string } }',
      undefined,
      /@scope must be one of/,
    ],
  ])('%s', async (_name, main, fragment, expected) => {
    const result = await read({ 'main.ts': main }, fragment);
    expect(result.ok ? '' : result.violations.map(({ message }) => message).join('\n')).toMatch(expected);
  });

  it('too many levels', async () => {
    const main = `export interface Foo { spec: ${'{ a: '.repeat(5_000)}string${' }'.repeat(5_000)} }`;
    const result = await read({ 'main.ts': main });
    expect(result.ok ? '' : result.violations.map(({ message }) => message).join('\n')).toMatch(
      /too deep|more than 100 levels/,
    );
  });
});

it('takes a type that is a spec, named by the user', async () => {
  const result = await read({ 'main.ts': 'export interface CronTabSpec { a: string }' }, 'CronTabSpec');
  expect(result).toMatchObject({
    ok: true,
    value: [{ names: { kind: 'CronTab' }, versions: [{ schema: { required: ['spec'] } }] }],
  });
});

it('takes constants of apiVersion and kind, and leaves metadata alone', async () => {
  const main =
    "export interface X { apiVersion: 'a.b/v3'; kind: 'Foo'; metadata: V1ObjectMeta; spec?: { a: string }; status?: { b: string } }";
  expect(await read({ 'main.ts': main })).toMatchObject({
    ok: true,
    warnings: [],
    value: [
      {
        group: 'a.b',
        names: { kind: 'Foo' },
        versions: [
          {
            name: 'v3',
            status: true,
            schema: { properties: { spec: { type: 'object' }, status: { type: 'object' } } },
          },
        ],
      },
    ],
  });
});
