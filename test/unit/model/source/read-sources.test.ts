import { describe, expect, it } from 'vitest';
import { detectDocument, isTypeScript } from '../../../../src/model/detect-source.ts';
import type { JsonValue } from '../../../../src/model/json-value.ts';
import { emptyNotes } from '../../../../src/model/source/notes.ts';
import { readDocuments } from '../../../../src/model/source/read-documents.ts';
import { readSources } from '../../../../src/model/source/read-sources.ts';

describe('the kind of a document', () => {
  it.each<[string, JsonValue, string | undefined]>([
    ['an object of Kubernetes', { apiVersion: 'a.b/v1', kind: 'Foo', spec: {} }, 'sample'],
    ['an object without its kind', { spec: { a: 1 } }, 'sample'],
    ['a CRD', { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: {} }, 'crd'],
    ['a schema by $schema', { $schema: 'x' }, 'schema'],
    ['a schema by its type', { type: 'object' }, 'schema'],
    ['a schema by definitions', { definitions: {} }, 'schema'],
    [
      'a sample that has a field called properties in its spec',
      { apiVersion: 'a.b/v1', kind: 'F', properties: {} },
      'sample',
    ],
    ['something else', { foo: 1 }, undefined],
    ['a list', [1], undefined],
  ])('%s', (_name, document, expected) => {
    expect(detectDocument(document)).toBe(expected);
  });

  it.each([
    ['a.ts', '', true],
    ['a.d.mts', '', true],
    ['-', '// hello\n/* type */\nexport interface A {}', true],
    ['-', "import type { A } from './a';", true],
    ['-', 'apiVersion: v1\ntype: x', false],
    ['-', 'type: object\nimport: x', false],
    ['a.yaml', 'text: |\n  import x', false],
    ['-', '{"type": "object"}', false],
  ])('%s %j is TypeScript: %s', (name, text, expected) => {
    expect(isTypeScript(name, text)).toBe(expected);
  });
});

function documents(text: string) {
  const notes = emptyNotes();
  return { found: readDocuments(text, 'f.yaml', notes), violations: notes.violations };
}

describe('YAML is read as kubectl reads it', () => {
  it.each<[string, JsonValue]>([
    ['a: yes', { a: true }],
    ['a: off', { a: false }],
    ['a: 010', { a: 8 }],
    ['a: 1:30', { a: '1:30' }],
    ['a: 2024-01-01', { a: '2024-01-01' }],
    ['a: 2024-01-01T00:00:00Z', { a: '2024-01-01T00:00:00Z' }],
    ['a: ~', { a: null }],
    ['a: 1e3', { a: 1000 }],
    ["a: '1'", { a: '1' }],
    ['y: 1\nx: 2', { y: 1, x: 2 }],
    ['on: 2', { on: 2 }],
    ['a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a: &x {b: 1}\nc: {<<: *x, d: 2}', { a: { b: 1 }, c: { b: 1, d: 2 } }],
    ['constructor: 1\ntoString: {a: 1}', { constructor: 1, toString: { a: 1 } }],
  ])('%j', (text, expected) => {
    const { found, violations } = documents(text);
    expect(violations).toEqual([]);
    expect(found.map(({ value }) => value)).toEqual([expected]);
  });

  it('with several documents, of which empty ones do not count', () => {
    expect(documents('a: 1\n---\n---\n# none\n---\nb: 2\n').found).toEqual([
      { value: { a: 1 }, path: 'f.yaml: line 1' },
      { value: { b: 2 }, path: 'f.yaml: line 6' },
    ]);
  });

  const levels = Array.from(
    { length: 12 },
    (_, n) => `a${n}: &a${n} [${Array.from({ length: 12 }, () => (n === 0 ? 'x' : `*a${n - 1}`)).join()}]`,
  );
  it.each<[string, string, RegExp]>([
    ['a key given twice', 'a: 1\na: 2', /line 2.*unique/],
    ['aliases that multiply', levels.join('\n'), /more than 250000 values/],
    ['an alias of itself', 'a: &x [*x]', /lies in itself/],
    ['an alias of nothing', 'a: *x', /line 1/],
    ['__proto__', 'a: {__proto__: {b: 1}}', /__proto__ is not taken/],
    ['__proto__ in JSON', '{"a": {"__proto__": 1}}', /__proto__ is not taken/],
    ['too many levels', '['.repeat(10_000) + ']'.repeat(10_000), /more than 100 levels/],
    ['too many levels, not closed', `a: ${'['.repeat(10_000)}`, /levels|line 1/],
    ['infinity', 'a: .inf', /no value that JSON has/],
    ['a tab', 'a:\n\tb: 1', /line/],
  ])('and refuses %s', (_name, text, expected) => {
    const { violations } = documents(text);
    expect(violations.map(({ path, message }) => `${path} ${message}`).join('\n')).toMatch(expected);
  });
});

describe('several inputs', () => {
  const sample = (name: string, more = '') => ({
    name,
    text: `apiVersion: a.b/v1\nkind: Foo\nmetadata: {name: x}\nspec: {n: 1${more}}\n`,
  });
  const none = () => undefined;

  it('of one kind are one resource', async () => {
    const result = await readSources([sample('a.yaml'), sample('b.yaml', ', m: x')], {}, none);
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          names: { kind: 'Foo' },
          versions: [
            {
              schema: {
                properties: { spec: { properties: { n: { type: 'integer' }, m: { type: 'string' } } } },
              },
            },
          ],
        },
      ],
    });
  });

  it('of several kinds are several, also from a list', async () => {
    const items = ['Foo', 'Bar'].map((kind) => ({ apiVersion: 'a.b/v1', kind, spec: { a: 1 } }));
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const result = await readSources([{ name: 'l.json', text }], {}, none);
    expect(result.ok ? result.value.map(({ names }) => names.kind) : []).toEqual(['Foo', 'Bar']);
  });

  it('report every violation', async () => {
    const result = await readSources(
      [
        { name: 'a', text: 'foo: 1' },
        { name: 'b.yaml', text: '[' },
        { name: 'c', text: '' },
      ],
      {},
      none,
    );
    expect(result.ok ? [] : result.violations.map(({ path }) => path)).toEqual(['a', 'b.yaml: line 1']);
  });

  it('must describe something', async () => {
    const result = await readSources([{ name: 'c', text: '# nothing\n' }], {}, none);
    expect(result).toMatchObject({
      ok: false,
      violations: [{ path: 'c', message: 'it describes no resource: it is empty' }],
    });
  });

  it('are what --from-format says', async () => {
    const text = '{"type": "x", "size": 3}';
    expect(await readSources([{ name: 'a', text }], { format: 'sample' }, none)).toMatchObject({
      ok: true,
      value: [
        { versions: [{ schema: { properties: { type: { type: 'string' }, size: { type: 'integer' } } } }] },
      ],
    });
    expect(
      await readSources(
        [{ name: 'a', text: 'export interface A { spec: { a: string } }' }],
        { format: 'typescript' },
        none,
      ),
    ).toMatchObject({ ok: true });
    expect(await readSources([{ name: 'a', text }], { format: 'crd' }, none)).toMatchObject({ ok: false });
  });
});
