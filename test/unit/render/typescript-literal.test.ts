import fc from 'fast-check';
import { transform } from 'sucrase';
import { expect, it } from 'vitest';
import type { JsonValue } from '../../../src/model/json-value.ts';
import { typescriptLiteral } from '../../../src/render/typescript-literal.ts';

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
