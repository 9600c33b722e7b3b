import { expect, it } from 'vitest';
import { fileBelow } from '../../../src/render/file-below.ts';

it.each([
  ['certs', 'certs/ca.crt'],
  ['a/b//', 'a/b/ca.crt'],
  ['.', 'ca.crt'],
  ['./-', './-/ca.crt'],
  ['/', '/ca.crt'],
  // Windows takes both; elsewhere a backslash is a letter like any other.
  ['a\\b', 'a\\b/ca.crt'],
  ['C:\\work\\certs', 'C:\\work\\certs/ca.crt'],
])('the file below %s is %s', (directory, path) => {
  expect(fileBelow(directory, 'ca.crt')).toBe(path);
});
