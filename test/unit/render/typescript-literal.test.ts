import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'sucrase';
import { expect, it } from 'vitest';
import type { JsonValue } from '../../../src/model/json-value.ts';
import { typescriptLiteral } from '../../../src/render/typescript-literal.ts';
import { fc } from '../../support/seeded-fast-check.ts';
import { tempDir } from '../../support/temp-dir.ts';

const ROOT = join(import.meta.dirname, '../../..');

it.each<[JsonValue, string]>([
  ['x', "'x'"],
  ["it's", "'it\\'s'"],
  ['say "hi"', `'say "hi"'`],
  ['a\\"b', `'a\\\\"b'`],
  ['a\nb', "'a\\nb'"],
  [{ type: 'string' }, "{ type: 'string' }"],
  [{ 'x-kubernetes-int-or-string': true }, "{ 'x-kubernetes-int-or-string': true }"],
  [[1, null, false], '[1, null, false]'],
  [{}, '{}'],
  [{ toString: { type: 'string' } }, "{\n  toString: { type: 'string' } as const,\n}"],
  [{ toString: null, valueOf: 1, constructor: 'x' }, "{ toString: null, valueOf: 1, constructor: 'x' }"],
  [JSON.parse('{"__proto__":1}'), "{ ['__proto__']: 1 }"],
  [{ spec: { type: 'object' } }, "{\n  spec: { type: 'object' },\n}"],
])('%j', (value, expected) => {
  expect(typescriptLiteral(value)).toBe(expected);
});

it('gives the value back when it is run, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as JsonValue;
      const { code } = transform(`(${typescriptLiteral(json)})`, { transforms: ['typescript'] });
      expect(new Function(`return ${code}`)()).toEqual(json);
    }),
  );
});

it('is a schema for the compiler, also of fields that are named like members of Object.prototype', () => {
  const names = Object.getOwnPropertyNames(Object.prototype);
  const propertiesOf = (member: JsonValue): JsonValue =>
    Object.fromEntries(names.map((name) => [name, member]));
  const leaf = {
    type: 'string',
    enum: ['a'],
    default: propertiesOf(null),
    'x-kubernetes-list-map-keys': ['a'],
  };
  const inner = {
    type: 'object',
    required: names,
    properties: propertiesOf(leaf),
    default: propertiesOf(['a']),
  };
  const schema = {
    type: 'object',
    properties: propertiesOf(inner),
    anyOf: [{ properties: propertiesOf(leaf) }],
  };
  const directory = tempDir();
  for (const file of ['structural-schema.ts', 'json.ts']) {
    copyFileSync(join(ROOT, 'templates/aa/typescript/src/server/api', file), join(directory, file));
  }
  copyFileSync(join(ROOT, 'templates/aa/typescript/tsconfig.json'), join(directory, 'base.json'));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  const config = { extends: './base.json', compilerOptions: { types: [] }, include: ['*.ts'] };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
  const literal = typescriptLiteral(schema);
  writeFileSync(
    join(directory, 'schema.ts'),
    `import type { StructuralSchema } from './structural-schema.ts';\nexport const schema: StructuralSchema = ${literal};\n`,
  );
  expect(compile(directory)).toBe('');
}, 60_000);

/** @returns what the compiler printed */
function compile(directory: string): string {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  try {
    return execFileSync(process.execPath, [tsc, '-p', directory], { encoding: 'utf8' });
  } catch (error) {
    return String(error instanceof Error && 'stdout' in error ? error.stdout : error);
  }
}
