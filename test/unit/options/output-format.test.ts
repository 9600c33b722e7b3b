import { expect, it } from 'vitest';
import { documentFormat, requestedDocument } from '../../../src/options/output-format.ts';

it.each([
  [['scaffold', '-o', 'json'], 'json'],
  [['-o=yaml'], 'yaml'],
  [['-ojson'], 'json'],
  [['--output', 'yaml'], 'yaml'],
  [['--output=json', '--bogus'], 'json'],
  [['-o', 'json', '-o', 'yaml'], 'yaml'],
  [['-o', 'table'], undefined],
  [['-o'], undefined],
  [['--', '-o', 'json'], undefined],
  [[], undefined],
])('%j asks for %s', (argv, expected) => {
  expect(requestedDocument(argv)).toBe(expected);
});

it('names the formats there are', () => {
  expect(documentFormat({ output: 'xml' })).toEqual({
    ok: false,
    violations: [{ path: '--output', message: "'xml' is not one of json, yaml" }],
  });
});
