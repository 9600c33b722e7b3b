import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const FORBIDDEN = ['utils', 'helpers', 'common', 'manager', 'misc', 'index'];

const files = ['src', 'templates/aa/typescript/src/server'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path)),
);

const lines = files
  .map((path) => readFileSync(path, 'utf8').split('\n'))
  .map((text) => text.filter((line) => line.trim() !== '').length)
  .toSorted((a, b) => a - b);

it('has a median file of at most 70 lines', () => {
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
});

it('has no drawer for everything', () => {
  const words = files.flatMap((path) => path.split('/').map((part) => basename(part, '.ts')));
  expect(words.filter((word) => FORBIDDEN.includes(word))).toEqual([]);
});

it('says what every exported function takes and gives', () => {
  const undocumented = files.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const exports = [...text.matchAll(/(?<before>[^\n]*)\nexport (?:async )?function (?<name>\w+)/g)];
    const bare = exports.filter((match) => !match.groups?.['before']?.trim().endsWith('*/'));
    return bare.map((match) => `${path}: ${match.groups?.['name']}`);
  });
  expect(undocumented).toEqual([]);
});
