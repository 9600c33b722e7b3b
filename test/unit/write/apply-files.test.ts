import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { FileSet } from '../../../src/render/file-set.ts';
import { applyFiles } from '../../../src/write/apply-files.ts';
import type { Applied } from '../../../src/write/carry-out.ts';
import { diffPlan } from '../../../src/write/show-plan.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const FILES: FileSet = [
  { path: 'crd.yaml', text: 'kind: CustomResourceDefinition\n', mode: 0o644 },
  { path: 'samples/minimal.yaml', text: 'kind: CronTab\n', mode: 0o644 },
  { path: 'keys/tls.key', text: 'secret\n', mode: 0o600 },
];

const WRITE = { dryRun: false, diff: false, force: false, yes: false };

function apply(cwd: string, answers: Partial<typeof WRITE> = {}, files: FileSet = FILES) {
  return applyFiles({ files, out: 'out', answers: { ...WRITE, ...answers }, io: testIo({ cwd }) });
}

function actions(applied: Applied) {
  return Object.fromEntries(applied.plan.files.map((file) => [file.path, file.action]));
}

it('creates a tree with its modes and nothing beside it', async () => {
  const cwd = tempDir();
  expect((await apply(cwd)).written).toBe(true);
  expect(readdirSync(cwd)).toEqual(['out']);
  expect(readFileSync(join(cwd, 'out/samples/minimal.yaml'), 'utf8')).toBe('kind: CronTab\n');
  expect(statSync(join(cwd, 'out/keys/tls.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(cwd, 'out/keys')).mode & 0o777).toBe(0o700);
});

it('leaves everything as it is the second time, times included', async () => {
  const cwd = tempDir();
  await apply(cwd);
  const time = () => statSync(join(cwd, 'out/crd.yaml'), { bigint: true }).mtimeNs;
  const before = time();
  expect(new Set(Object.values(actions(await apply(cwd))))).toEqual(new Set(['same']));
  expect(time()).toBe(before);
});

it('refuses to replace an edited file, and names it', async () => {
  const cwd = tempDir();
  await apply(cwd);
  writeFileSync(join(cwd, 'out/crd.yaml'), 'mine\n');
  await expect(apply(cwd)).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3, violations: [expect.objectContaining({ path: 'crd.yaml' })] }),
  );
  expect((await apply(cwd, { dryRun: true })).foretold).toContain('1 file exists and differs');
  expect((await apply(cwd, { dryRun: true, force: true })).foretold).toBeUndefined();
  expect(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).toBe('mine\n');
});

it('replaces with --force, keeps other files, tightens the mode of a key', async () => {
  const cwd = tempDir();
  await apply(cwd);
  writeFileSync(join(cwd, 'out/crd.yaml'), 'mine\n');
  writeFileSync(join(cwd, 'out/notes.md'), 'mine\n');
  chmodSync(join(cwd, 'out/keys/tls.key'), 0o644);
  expect(actions(await apply(cwd, { force: true }))).toEqual({
    'crd.yaml': 'change',
    'keys/tls.key': 'change',
    'samples/minimal.yaml': 'same',
  });
  expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['crd.yaml', 'keys', 'notes.md', 'samples']);
  expect(statSync(join(cwd, 'out/keys/tls.key')).mode & 0o777).toBe(0o600);
});

it.each(['dryRun', 'diff'] as const)('%s touches nothing and plans the same', async (flag) => {
  const cwd = tempDir();
  const dry = await apply(cwd, { [flag]: true });
  expect(dry.written).toBe(false);
  expect(readdirSync(cwd)).toEqual([]);
  expect((await apply(cwd)).plan).toEqual(dry.plan);
});

const HAS_PATCH = spawnSync('patch', ['--version']).status === 0;

it.skipIf(!HAS_PATCH)('prints a diff that patch -p1 turns into the run', async () => {
  const cwd = tempDir();
  await apply(cwd);
  const isKey = ({ mode }: (typeof FILES)[number]) => mode === 0o600;
  const next = FILES.map((file) => (isKey(file) ? file : { ...file, text: `${file.text}more: true\n` }));
  const added = [...next, { path: 'rbac/viewer.yaml', text: 'kind: ClusterRole\n', mode: 0o644 } as const];
  const { plan } = await apply(cwd, { diff: true }, added);
  const patched = spawnSync('patch', ['-p1'], {
    cwd: join(cwd, 'out'),
    input: diffPlan(plan),
    encoding: 'utf8',
  });
  expect(patched.status, patched.stdout + patched.stderr).toBe(0);
  expect(new Set(Object.values(actions(await apply(cwd, {}, added))))).toEqual(new Set(['same']));
});

it.each([
  ['a directory where a file goes', (root: string) => mkdirSync(join(root, 'crd.yaml'), { recursive: true })],
  ['a file where a directory goes', (root: string) => writeAt(root, 'samples')],
  ['a link where a file goes', (root: string) => linkAt(root, 'crd.yaml')],
  ['a link where a directory goes', (root: string) => linkAt(root, 'samples')],
])('refuses %s, also with --force', async (_, block) => {
  const cwd = tempDir();
  block(join(cwd, 'out'));
  for (const force of [false, true]) {
    await expect(apply(cwd, { force })).rejects.toThrowError(expect.objectContaining({ exitCode: 3 }));
  }
  expect(existsSync(join(cwd, 'out/keys'))).toBe(false);
});

it.each([
  ['a file', 'out', (at: string) => writeFileSync(at, 'mine\n')],
  ['what is below a file', 'out/deep', (at: string) => writeFileSync(at, 'mine\n')],
  ['a link to nothing', 'out', (at: string) => symlinkSync('nowhere', at)],
  ['what is below a link to nothing', 'out/deep', (at: string) => symlinkSync('nowhere', at)],
])('refuses %s as the target, in a dry run too', async (_, out, block) => {
  const cwd = tempDir();
  block(join(cwd, 'out'));
  for (const flags of [{ force: true }, { dryRun: true }]) {
    const run = applyFiles({ files: FILES, out, answers: { ...WRITE, ...flags }, io: testIo({ cwd }) });
    await expect(run).rejects.toThrowError(expect.objectContaining({ exitCode: 3 }));
  }
});

it('undoes everything when one file cannot be written', async () => {
  const cwd = tempDir();
  await apply(cwd, {}, FILES.slice(0, 1));
  const tooLong = { path: `samples/${'x'.repeat(300)}.yaml`, text: '', mode: 0o644 } as const;
  const changed = { path: 'crd.yaml', text: 'new\n', mode: 0o644 } as const;
  await expect(apply(cwd, { force: true }, [changed, tooLong])).rejects.toThrowError(
    expect.objectContaining({ exitCode: 1, message: expect.stringContaining('ENAMETOOLONG') }),
  );
  expect(readdirSync(join(cwd, 'out'))).toEqual(['crd.yaml']);
  expect(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).toBe('kind: CustomResourceDefinition\n');
});

it('leaves nothing of a new tree when one file cannot be written', async () => {
  const cwd = tempDir();
  const tooLong = { path: `${'x'.repeat(300)}.yaml`, text: '', mode: 0o644 } as const;
  await expect(
    applyFiles({ files: [...FILES, tooLong], out: 'a/b/out', answers: WRITE, io: testIo({ cwd }) }),
  ).rejects.toThrowError(expect.objectContaining({ exitCode: 1 }));
  expect(readdirSync(cwd)).toEqual([]);
});

it('writes nothing once it was cancelled', async () => {
  const cwd = tempDir();
  const io = testIo({ cwd, signal: AbortSignal.abort() });
  await expect(applyFiles({ files: FILES, out: 'out', answers: WRITE, io })).rejects.toThrowError(
    expect.objectContaining({ exitCode: 130 }),
  );
  expect(readdirSync(cwd)).toEqual([]);
});

function writeAt(root: string, path: string): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, path), 'mine\n');
}

function linkAt(root: string, path: string): void {
  mkdirSync(root, { recursive: true });
  symlinkSync('/etc', join(root, path));
}

it('shows no private key, and says of one what is wrong with it', async () => {
  const cwd = tempDir();
  expect(diffPlan((await apply(cwd, { diff: true })).plan)).not.toContain('secret');
  await apply(cwd);
  chmodSync(join(cwd, 'out/keys/tls.key'), 0o644);
  expect(diffPlan((await apply(cwd, { diff: true })).plan)).toBe('');
  await expect(apply(cwd)).rejects.toThrowError(
    expect.objectContaining({
      violations: [{ path: 'keys/tls.key', message: 'is a private key that others can read' }],
    }),
  );
});

it.skipIf(!existsSync('/proc/self'))(
  'ends where nothing can be made below a directory that is there',
  async () => {
    const io = testIo({ cwd: '/' });
    await expect(applyFiles({ files: FILES, out: '/proc/kx/out', answers: WRITE, io })).rejects.toThrowError(
      expect.objectContaining({ exitCode: 1 }),
    );
  },
);
