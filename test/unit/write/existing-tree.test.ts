import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { FileSet, RenderedFile } from '../../../src/render/file-set.ts';
import { applyFiles } from '../../../src/write/apply-files.ts';
import { carryOut } from '../../../src/write/carry-out.ts';
import { planWrites } from '../../../src/write/plan-writes.ts';
import { readTarget } from '../../../src/write/read-target.ts';
import { countPlan, diffPlan } from '../../../src/write/show-plan.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const WRITE = { dryRun: false, diff: false, force: false, yes: false };
const RECORD = { command: 'scaffold crd', answers: { group: 'stable.example.com' }, inputs: {} } as const;

function file(path: string, text: string, mode: RenderedFile['mode'] = 0o644): RenderedFile {
  return { path, text, mode };
}

function apply(root: string, files: FileSet, answers: Partial<typeof WRITE> = {}) {
  const io = testIo({ cwd: root });
  return applyFiles({ files, out: '.', answers: { ...WRITE, ...answers }, io });
}

function modeOf(root: string, path: string): string {
  return (statSync(join(root, path)).mode & 0o777).toString(8);
}

it('writes nothing at all where nothing is to do', async () => {
  const root = tempDir();
  const files = [file('a', 'a\n'), file('keys/k', 'k\n', 0o600)];
  const recorded = () =>
    applyFiles({ files, out: '.', answers: WRITE, io: testIo({ cwd: root }), record: RECORD });
  await recorded();
  const times = () =>
    ['.', '.kx', '.kx/record', 'a', 'keys', 'keys/k'].map((path) => {
      const { mtimeNs, ctimeNs } = statSync(join(root, path), { bigint: true });
      return { path, mtimeNs, ctimeNs };
    });
  const before = times();
  const { plan } = await recorded();
  expect(countPlan(plan)).toBe('0 created, 0 changed, 3 unchanged');
  expect(times()).toEqual(before);
});

it.each([
  ['equal to its LF rendering', 'a\r\nb\r\n', 'a\nb\n', 'same', 'a\r\nb\r\n'],
  ['changed', 'a\r\nb\r\n', 'a\nc\n', 'change', 'a\r\nc\r\n'],
  ['of mixed line ends', 'a\r\nb\n', 'a\nb\n', 'change', 'a\nb\n'],
  ['rendered with CRLF itself', 'a\r\n', 'a\r\nb\n', 'change', 'a\r\nb\r\n'],
])('a CRLF file that is %s', async (_, disk, text, action, expected) => {
  const root = tempDir();
  writeFileSync(join(root, 'a'), disk);
  const { plan } = await apply(root, [file('a', text)], { force: true });
  expect(plan.files[0]).toMatchObject({ action, text: expected });
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe(expected);
});

it('takes what is no UTF-8 for neither equal nor text', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'a'), Buffer.from([0xff, 0x0a]));
  const files = [file('a', '\ufffd\n')];
  const { plan } = await apply(root, files, { diff: true });
  expect(diffPlan(plan)).toBe('Binary files a/a and b/a differ\n');
  await expect(apply(root, files)).rejects.toThrowError(expect.objectContaining({ exitCode: 3 }));
  await apply(root, files, { force: true });
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('\ufffd\n');
});

it.each([
  ['keeps run bits', 0o755, 0o644, '755'],
  ['keeps what is tighter than the rendering', 0o600, 0o644, '600'],
  ['keeps what a group may', 0o664, 0o644, '664'],
  ['lets those run it who read it', 0o640, 0o755, '750'],
  ['hides a private key', 0o644, 0o600, '600'],
  ['opens a read-only file', 0o444, 0o644, '444'],
] as const)('%s when it replaces a file', async (_, disk, rendered, expected) => {
  const root = tempDir();
  writeFileSync(join(root, 'a'), 'old\n');
  chmodSync(join(root, 'a'), disk);
  const { plan } = await apply(root, [file('a', 'new\n', rendered)], { force: true });
  expect(modeOf(root, 'a')).toBe(expected);
  expect(plan.files.map(({ mode }) => mode.toString(8))).toEqual([expected]);
});

it.each([
  ['a new tree', 'sub'],
  ['an existing one', '.'],
])('respects the umask in %s, but for private keys', async (_, out) => {
  const root = tempDir();
  const umask = process.umask(0o027);
  onTestFinished(() => void process.umask(umask));
  const files = [file('d/a', 'a\n'), file('run', 'r\n', 0o755), file('keys/k', 'k\n', 0o600)];
  await applyFiles({ files, out, answers: WRITE, io: testIo({ cwd: root }) });
  const modes = ['d', 'd/a', 'run', 'keys', 'keys/k'].map((path) => modeOf(join(root, out), path));
  expect(modes).toEqual(['750', '640', '750', '700', '600']);
});

it('keeps who owns a file that it replaces, where it may', async () => {
  const root = tempDir();
  writeFileSync(join(root, 'a'), 'old\n');
  if (process.getuid?.() === 0) chownSync(join(root, 'a'), 4711, 4712);
  const { uid, gid } = statSync(join(root, 'a'));
  await apply(root, [file('a', 'new\n')], { force: true });
  expect(statSync(join(root, 'a'))).toMatchObject({ uid, gid });
});

it.each([
  ['was edited', (root: string) => writeFileSync(join(root, 'a'), 'theirs\n')],
  ['was made', (root: string) => writeFileSync(join(root, 'new'), 'theirs\n')],
  ['became a link', (root: string) => symlinkSync('/etc/passwd', join(root, 'new'))],
  ['lets others read it now', (root: string) => chmodSync(join(root, 'a'), 0o666)],
])('refuses when a file %s after it was planned against', async (_, disturb) => {
  const root = tempDir();
  writeFileSync(join(root, 'a'), 'old\n');
  chmodSync(join(root, 'a'), 0o644);
  const files = [file('a', 'planned\n'), file('new', 'new\n')];
  const plan = planWrites(files, readTarget(root, files));
  disturb(root);
  const before = readdirSync(root);
  const answers = { ...WRITE, force: true };
  await expect(
    carryOut({ plan, out: '.', answers, io: testIo({ cwd: root }), base: new Map() }),
  ).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining('changed while') }),
  );
  expect(readdirSync(root)).toEqual(before);
});

it('refuses when the target is gone', async () => {
  const root = mkdtempSync(join(tempDir(), 'x'));
  const files = [file('a', 'a\n')];
  const plan = { ...planWrites(files, readTarget(root, files)), root: join(root, 'gone') };
  await expect(
    carryOut({ plan, out: '.', answers: WRITE, io: testIo({ cwd: root }), base: new Map() }),
  ).rejects.toThrowError(expect.objectContaining({ exitCode: 3 }));
});

it.each(['file', 'link'])('refuses to write where .kx is a %s', async (what) => {
  const root = tempDir();
  if (what === 'file') writeFileSync(join(root, '.kx'), 'mine\n');
  else symlinkSync(tempDir(), join(root, '.kx'));
  await expect(apply(root, [file('a', 'a\n')])).rejects.toThrowError(
    expect.objectContaining({ exitCode: 3 }),
  );
  expect(readdirSync(root)).toEqual(['.kx']);
});

it('replaces a record without a question, and asks of what is none', async () => {
  const root = tempDir();
  const record = (files: FileSet) =>
    applyFiles({ files, out: '.', answers: WRITE, io: testIo({ cwd: root }), record: RECORD });
  await record([file('a', 'a\n')]);
  const { plan } = await record([file('a', 'a\n'), file('b', 'b\n')]);
  expect(countPlan(plan)).toBe('1 created, 1 changed, 1 unchanged');
  writeFileSync(join(root, '.kx/record'), 'mine\n');
  await expect(record([file('a', 'a\n')])).rejects.toThrowError(expect.objectContaining({ exitCode: 3 }));
});

it('writes through a target that is a link', async () => {
  const directory = tempDir();
  mkdirSync(join(directory, 'real'));
  symlinkSync('real', join(directory, 'link'));
  await applyFiles({
    files: [file('a', 'a\n')],
    out: 'link',
    answers: WRITE,
    io: testIo({ cwd: directory }),
  });
  expect(readdirSync(join(directory, 'real'))).toEqual(['a']);
});
