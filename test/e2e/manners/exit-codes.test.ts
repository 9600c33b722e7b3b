// The number that a script goes by (rule 1), and that nothing is half done where it is not 0.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { treeOf } from '../../support/tree.ts';
import { prepare, QUICK, WRITERS } from './fixtures.ts';

it.each(QUICK)('kx $name ends with what its good command line ends with', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const { status, stderr } = await runMain(subject.line, { cwd });
  expect(status, stderr).toBe(subject.status ?? 0);
});

it.each(QUICK)('kx $name --help is 0, whatever stands before it', async ({ words, line }) => {
  for (const args of [
    [...words, '--help'],
    [...line, '-h'],
    ['help', ...words],
    [...line, '--no-color', '--help'],
  ]) {
    const { status, stdout, stderr } = await runMain(args);
    expect({ status, stderr }, args.join(' ')).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: kx /);
  }
});

it.each(WRITERS)('kx $name cancelled is 130, and writes nothing', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const before = treeOf(cwd);
  const cancel = new AbortController();
  cancel.abort();
  // What would change: a tree that is as it should be is left alone anyway.
  const line = [...subject.line, ...(subject.change ?? [])];
  const { status, stderr } = await runMain(line, { cwd, signal: cancel.signal });
  expect(status, stderr).toBe(130);
  expect(treeOf(cwd)).toEqual(before);
});

it.each(WRITERS)('kx $name into a file is 3, and leaves the file', async ({ line, out, before }) => {
  if (before !== undefined) return;
  const cwd = tempDir();
  writeFileSync(join(cwd, out), 'mine');
  const start = treeOf(cwd);
  const { status, stderr } = await runMain(line, { cwd });
  expect(status, stderr).toBe(3);
  expect(stderr).toContain(out);
  expect(treeOf(cwd)).toEqual(start);
});

it.each(WRITERS.filter(({ before }) => before === undefined))(
  'kx $name over what a user edited is 3, names the file and the way out, and writes nothing',
  async ({ line, out }) => {
    const cwd = tempDir();
    expect((await runMain(line, { cwd })).status).toBe(0);
    const files = Object.keys(treeOf(join(cwd, out)));
    const edited = files.find((path) => /\.(?:yaml|md|crt|csr)$/.test(path)) ?? '';
    appendFileSync(join(cwd, out, edited), '# mine\n');
    const before = treeOf(cwd);
    const { status, stderr } = await runMain(line, { cwd });
    expect(status, stderr).toBe(3);
    expect(stderr).toContain(edited);
    expect(stderr).toContain('--force');
    expect(treeOf(cwd)).toEqual(before);
  },
);

it.skipIf(!existsSync('/proc/self')).each(WRITERS.filter(({ before }) => before === undefined))(
  'kx $name where the file system refuses is 1, and says so',
  async ({ line }) => {
    const { status, stderr } = await runMain([...line, '--out', '/proc/kx'], { cwd: tempDir() });
    expect(status, stderr).toBe(1);
    expect(stderr).toContain('/proc');
    expect(stderr).not.toContain('defect');
  },
);

it('kx demo into a directory that holds something is 3', async () => {
  const cwd = tempDir();
  mkdirSync(join(cwd, 'here'));
  writeFileSync(join(cwd, 'here/mine'), '');
  expect((await runMain(['demo', '--keep', 'here'], { cwd })).status).toBe(3);
});

it('kx scaffold update of lines that both sides changed is 4, with markers, and is refused while they stand', async () => {
  const cwd = tempDir();
  const crd = ['crd', 'shops.example.com', '--kind', 'Shop', '--out', 'shop'];
  expect((await runMain(['scaffold', ...crd, '--field', 'spec.size:int32=1'], { cwd })).status).toBe(0);
  const file = join(cwd, 'shop/crd.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('default: 1', 'default: 2'));
  const update = ['scaffold', 'update', 'shop', '--field', 'spec.size:int32=3', '-o', 'json'];
  const first = await runMain(update, { cwd });
  expect(first.status, first.stderr).toBe(4);
  expect(JSON.parse(first.stdout)).toMatchObject({ kind: 'Plan', written: true });
  expect(readFileSync(file, 'utf8')).toMatch(/^<<<<<<< /m);
  const before = treeOf(cwd);
  const again = await runMain(update, { cwd });
  expect([again.status, JSON.parse(again.stdout).kind]).toEqual([4, 'Error']);
  expect(treeOf(cwd)).toEqual(before);
});
