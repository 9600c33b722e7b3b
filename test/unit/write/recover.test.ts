import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FileSet } from '../../../src/render/file-set.ts';
import { applyFiles } from '../../../src/write/apply-files.ts';
import { stagingName } from '../../../src/write/staging-name.ts';
import { runWithFault } from '../../faults/run-with-fault.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const WRITE = { dryRun: false, diff: false, force: false, yes: false };
const OLD: FileSet = ['a', 'b', 'c'].map((path) => ({ path, text: `${path} old\n`, mode: 0o644 }));
const NEW: FileSet = [
  ...OLD.map((file) => ({ ...file, text: `${file.path} new\n` })),
  { path: 'made/d', text: 'd new\n', mode: 0o644 },
];

function apply(cwd: string, files: FileSet, answers: Partial<typeof WRITE> = {}) {
  const io = testIo({ cwd });
  return applyFiles({ files, out: 'out', answers: { ...WRITE, ...answers }, io }).then(
    () => io.printed().stderr,
  );
}

/** @returns a directory in whose `out` a and b were replaced, but not c, when the run was killed */
async function interrupted(): Promise<string> {
  const directory = tempDir();
  await apply(directory, OLD);
  const copy = tempDir();
  await apply(copy, OLD);
  const { calls } = await runWithFault({ directory: copy, work: () => apply(copy, NEW, { force: true }) });
  const at = calls.findIndex(({ name, args }) => name === 'renameSync' && args[1] === join(copy, 'out/b'));
  const work = () => apply(directory, NEW, { force: true });
  await runWithFault({ directory, fault: { kind: 'kill', at, when: 'after' }, work });
  expect(read(directory, 'b')).toBe('b new\n');
  return directory;
}

function change(path: string, text: string | undefined): void {
  if (text === undefined) rmSync(path);
  else writeFileSync(path, text);
}

function tree(root: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

function read(directory: string, path: string): string {
  return readFileSync(join(directory, 'out', path), 'utf8');
}

it('takes back what an interrupted run did, and says so', async () => {
  const directory = await interrupted();
  expect(await apply(directory, OLD)).toContain('was interrupted');
  expect(readdirSync(join(directory, 'out'))).toEqual(['a', 'b', 'c']);
  expect(read(directory, 'a')).toBe('a old\n');
});

it.each([
  ['edited a file that the run had replaced', 'a', 'mine\n', ['a', 'a.orig', 'b', 'c']],
  ['edited a file that the run had not replaced yet', 'c', 'mine\n', ['a', 'b', 'c']],
  ['removed a file', 'b', undefined, ['a', 'c']],
])('leaves it when somebody %s', async (_, path, text, names) => {
  const directory = await interrupted();
  change(join(directory, 'out', path), text);
  const others = OLD.filter((file) => file.path !== path);
  expect(await apply(directory, others)).toContain(`${path} was edited since, and stays`);
  for (const file of others) expect(read(directory, file.path)).toBe(file.text);
  const left = tree(join(directory, 'out'));
  expect([...left.keys()].toSorted()).toEqual(names);
  expect(left.get(path)).toBe(text);
});

it('puts beside an edited file what it was before the run, and clobbers nothing', async () => {
  const directory = await interrupted();
  writeFileSync(join(directory, 'out/a'), 'mine\n');
  writeFileSync(join(directory, 'out/a.orig'), 'of somebody else\n');
  expect(await apply(directory, OLD.slice(1))).toContain(join(directory, 'out/a.orig-2'));
  expect(read(directory, 'a.orig')).toBe('of somebody else\n');
  expect(read(directory, 'a.orig-2')).toBe('a old\n');
});

it('leaves a directory that the run made when somebody has put a file into it', async () => {
  const directory = await interrupted();
  writeFileSync(join(directory, 'out/made/mine'), 'mine\n');
  await apply(directory, OLD);
  expect(readdirSync(join(directory, 'out/made'))).toEqual(['mine']);
});

it.each(['dryRun', 'diff'] as const)('%s writes nothing, and tells the way out', async (flag) => {
  const directory = await interrupted();
  const before = readdirSync(join(directory, 'out'), { recursive: true });
  await expect(apply(directory, NEW, { [flag]: true })).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3, hint: expect.stringContaining('without --dry-run') }),
  );
  expect(readdirSync(join(directory, 'out'), { recursive: true })).toEqual(before);
});

it.each([
  ['no JSON', 'nonsense'],
  ['a path that leads out of the target', journalOf({ path: '../victim' })],
  ['an absolute path', journalOf({ path: '/etc/passwd' })],
  ['a path into .git', journalOf({ path: '.git/hooks/pre-commit' })],
  ['a hash that is none', journalOf({ path: 'a', after: 'x' })],
  ['another format', '{"format":2}'],
])('does not trust a journal with %s', async (_, journal) => {
  const directory = tempDir();
  mkdirSync(join(directory, 'out/.kx'), { recursive: true });
  writeFileSync(join(directory, 'victim'), 'mine\n');
  writeFileSync(join(directory, 'out/.kx/journal'), journal);
  await expect(apply(directory, OLD)).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3, hint: expect.stringContaining('.kx/journal') }),
  );
  expect(readdirSync(directory)).toEqual(['out', 'victim']);
  expect(readdirSync(join(directory, 'out'))).toEqual(['.kx']);
});

function journalOf(file: object): string {
  return JSON.stringify({ format: 1, id: 'ab', files: [file], made: [], emptied: [] });
}

it('follows no link that stands where the run had put a file', async () => {
  const directory = await interrupted();
  writeFileSync(join(directory, 'victim'), 'a new\n');
  rmSync(join(directory, 'out/a'));
  symlinkSync(join(directory, 'victim'), join(directory, 'out/a'));
  await apply(directory, OLD.slice(1));
  expect(readFileSync(join(directory, 'victim'), 'utf8')).toBe('a new\n');
});

const IS_LINUX = process.platform === 'linux';

it('removes what a dead run left beside a new tree, and waits for no live one', async () => {
  const directory = tempDir();
  const own = stagingName(join(directory, 'out'));
  const dead = own.replace(/kx-\d+-/, `kx-${deadPid()}-`);
  mkdirSync(join(directory, dead, 'keys'), { recursive: true });
  await apply(directory, OLD);
  expect(readdirSync(directory)).toEqual(['out']);
});

it.skipIf(!IS_LINUX)('refuses to make a tree that another process is making', async () => {
  const directory = tempDir();
  const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const own = stagingName(join(directory, 'out'));
  const live = own.replace(/kx-\d+-\d+-/, `kx-${process.ppid}-${started}-`);
  mkdirSync(join(directory, live));
  await expect(apply(directory, OLD)).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining(`process ${process.ppid}`) }),
  );
  expect(readdirSync(directory)).toEqual([live]);
});

function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
