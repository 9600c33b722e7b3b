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

/** `export function x(` and `export const x = (`, with the line before; a type, `async` and type parameters may come between. */
const EXPORTED_FUNCTION =
  /(?<before>[^\n]*)\nexport (?:(?:async )?function (?<name>\w+)|const (?<constant>\w+)[^\n]*?=\s*(?:async )?(?:<[^>]*>\s*)?\()/g;

function undocumentedIn(text: string): readonly (string | undefined)[] {
  return [...`\n${text}`.matchAll(EXPORTED_FUNCTION)]
    .filter((match) => !match.groups?.['before']?.trim().endsWith('*/'))
    .map((match) => match.groups?.['name'] ?? match.groups?.['constant']);
}

it.each([
  ['export function a() {}\n', ['a']],
  ['const a = 1;\n\nexport async function b() {}\n', ['b']],
  ['\nexport const c = (x: string): string => x;\n', ['c']],
  ['\nexport const d =\n  (x: string) =>\n  (y: string) => x + y;\n', ['d']],
  ['\nexport const e = async <T>(x: T): Promise<T> => x;\n', ['e']],
  ['\nexport const f: Run = async ({ io }) => 0;\n', ['f']],
  ['\nexport const g = 1;\n', []],
  ['/** Says it. */\nexport const h = (x: string): string => x;\n', []],
])('finds that %j says nothing of %j', (text, names) => {
  expect(undocumentedIn(text)).toEqual(names);
});

it('says what every exported function takes and gives', () => {
  const undocumented = files.flatMap((path) =>
    undocumentedIn(readFileSync(path, 'utf8')).map((name) => `${path}: ${name}`),
  );
  expect(undocumented).toEqual([]);
});
