import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chunkLoader } from '../../../src/start/chunk-loader.ts';
import { codeCache } from '../../../src/start/code-cache.ts';
import { tempDir } from '../../support/temp-dir.ts';

const CHUNKS = {
  a: '(function(m,{load,loadLater},url){m.exports={get b(){return load("b").value},later:()=>loadLater("c"),url}})',
  b: '(function(m,{load}){m.exports={value:1,a:load("a")}})',
  c: '(function(){throw new Error("broken")})',
};

function written(): string {
  const folder = tempDir();
  for (const [name, text] of Object.entries(CHUNKS)) writeFileSync(join(folder, `${name}.cjs`), text);
  return folder;
}

/** Loads two chunks as one run of kx would. */
function runWith(cacheFolder: string | undefined, chunks = written()) {
  const cache = codeCache(cacheFolder);
  const exports = chunkLoader(chunks, cache)('a');
  const { b } = exports;
  cache.save();
  return { exports, b };
}

it('runs a chunk once, also in a circle, and tells it where it lies', () => {
  const chunks = written();
  const load = chunkLoader(chunks, codeCache(undefined));
  expect(load('b')['a']).toBe(load('a'));
  expect(load('a')['url']).toBe(new URL(`file://${chunks}/a.cjs`).href);
});

it('rejects where a chunk that is loaded later fails', async () => {
  const { later } = chunkLoader(written(), codeCache(undefined))('a');
  await expect(typeof later === 'function' ? later() : undefined).rejects.toThrow('broken');
});

it('keeps compiled code for the next run, for nobody else to read', () => {
  const folder = join(tempDir(), 'code', 'one');
  runWith(folder);
  expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const { mtimeMs } = statSync(join(folder, 'a'));
  expect(runWith(folder).b).toBe(1);
  expect(statSync(join(folder, 'a')).mtimeMs).toBe(mtimeMs);
});

it.each([
  ['is nowhere', () => undefined],
  ['cannot be made', () => join(tempDir(), 'file', 'one')],
  ['others may write to', () => open(join(tempDir(), 'one'))],
  ['is a file', () => fileAt(join(tempDir(), 'one'))],
])('does without a folder that %s', (_, make) => {
  const folder = make();
  if (folder?.endsWith('file/one')) writeFileSync(join(folder, '..'), '');
  expect(runWith(folder).b).toBe(1);
  expect(folder !== undefined && existsSync(join(folder, 'a'))).toBe(false);
});

it.each<[string, (kept: Buffer) => Buffer]>([
  ['is something else', () => Buffer.from('rubbish')],
  ['is empty', () => Buffer.alloc(0)],
  ['is cut short', (kept) => kept.subarray(0, kept.length / 2)],
  ['has lost a byte', (kept) => kept.fill(kept.at(-9) === 0 ? 1 : 0, kept.length - 9, kept.length - 8)],
  ['has zeros in its middle', (kept) => kept.fill(0, kept.length / 3, kept.length / 2)],
])('compiles anew what %s, and keeps that', (_, damage) => {
  const folder = join(tempDir(), 'one');
  const chunks = written();
  runWith(folder, chunks);
  const file = join(folder, 'a');
  const damaged = damage(readFileSync(file));
  writeFileSync(file, damaged);
  expect(runWith(folder, chunks).b).toBe(1);
  expect(readFileSync(file).equals(damaged)).toBe(false);
});

it('removes what builds of another day have left', () => {
  const parent = tempDir();
  for (const name of ['old', 'new']) mkdirSync(join(parent, name));
  utimesSync(join(parent, 'old'), 0, 0);
  runWith(join(parent, 'one'));
  expect(readdirSync(parent).toSorted()).toEqual(['new', 'one']);
});

function open(folder: string): string {
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  return folder;
}

function fileAt(file: string): string {
  writeFileSync(file, '');
  return file;
}
