// A dry run is the same run but for its end (rule 4).
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KX } from '../../support/run-kx.ts';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { sha256, treeOf } from '../../support/tree.ts';
import { prepare, type Subject, WRITERS } from './fixtures.ts';

type PlanFile = { path: string; action: string; mode: string; sha256: string };

async function plan(line: readonly string[], cwd: string): Promise<readonly PlanFile[]> {
  const { status, stdout, stderr } = await runMain([...line, '-o', 'json'], { cwd });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout).files;
}

/** Where a user has been: a file edited, one deleted, one with another mode. */
function edit(root: string): void {
  const [first = '', second = '', third = ''] = Object.keys(treeOf(root)).filter(
    (path) => statSync(join(root, path)).isFile() && !path.startsWith('.kx/'),
  );
  appendFileSync(join(root, first), '\n# mine\n');
  rmSync(join(root, second));
  chmodSync(join(root, third), 0o755);
}

const STATES = WRITERS.flatMap((subject) => [
  { subject, name: subject.name, state: 'nothing', force: [] },
  { subject, name: subject.name, state: 'what it wrote', force: [] },
  { subject, name: subject.name, state: 'what a user edited', force: ['--force'] },
]).filter(({ subject, state }) => state === 'nothing' || subject.again === undefined);

async function bring(subject: Subject & { out: string }, state: string, cwd: string): Promise<void> {
  await prepare(subject, cwd);
  if (state !== 'nothing') expect((await runMain(subject.line, { cwd })).status).toBe(0);
  if (state === 'what a user edited') edit(join(cwd, subject.out));
}

it.each(STATES)(
  'kx $name over $state touches nothing with --dry-run or --diff',
  async ({ subject, state }) => {
    const cwd = tempDir();
    await bring(subject, state, cwd);
    const before = treeOf(cwd);
    for (const flags of [['--dry-run'], ['--diff'], ['--dry-run', '--force'], ['--dry-run', '-o', 'json']]) {
      expect((await runMain([...subject.line, ...flags], { cwd })).status, flags.join(' ')).toBe(0);
    }
    expect(treeOf(cwd)).toEqual(before);
  },
);

it.each(STATES)('kx $name over $state does what its dry run said', async ({ subject, state, force }) => {
  const cwd = tempDir();
  await bring(subject, state, cwd);
  const planned = await plan([...subject.line, ...force, '--dry-run'], cwd);
  const done = await plan([...subject.line, ...force], cwd);
  expect(planned.length).toBeGreaterThan(1);
  const comparable = (files: readonly PlanFile[]) =>
    files.map((file) => (subject.random ? { ...file, sha256: '' } : file));
  expect(comparable(planned)).toEqual(comparable(done));
  for (const { path, mode, sha256: wanted, action } of done) {
    const file = join(cwd, subject.out, path);
    // What a user deleted is kept deleted.
    if (action === 'delete' || (action === 'keep' && !existsSync(file))) continue;
    expect(sha256(readFileSync(file)), path).toBe(wanted);
    expect((statSync(file).mode & 0o777).toString(8).padStart(4, '0'), path).toBe(mode);
  }
});

const HAS_STRACE = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

/** What would change a file system, among the calls that name a file. */
const WRITES =
  /\b(?:mkdir|mkdirat|rename|renameat2?|unlink|unlinkat|rmdir|chmod|fchmodat|chown|fchownat|lchown|utimensat|link|linkat|symlink|symlinkat|truncate|creat|mknod)\(|\bopen(?:at)?\([^)]*(?:O_WRONLY|O_RDWR|O_CREAT)/;

it.skipIf(!HAS_STRACE).each(WRITERS)('kx $name --dry-run makes no writing system call', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const log = join(tempDir(), 'strace');
  const args = [
    '-f',
    '-qq',
    '-e',
    'trace=%file',
    '-o',
    log,
    process.execPath,
    KX,
    ...subject.line,
    '--dry-run',
  ];
  expect(spawnSync('strace', args, { cwd }).status).toBe(0);
  const calls = readFileSync(log, 'utf8').split('\n');
  expect(calls.length).toBeGreaterThan(50);
  // Node and its C library open /dev/null and /dev/tty for writing.
  expect(calls.filter((call) => WRITES.test(call) && !call.includes('"/dev/'))).toEqual([]);
});
