import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { controlDirectory } from '../../../src/write/control-directory.ts';
import { acquireLock } from '../../../src/write/lock.ts';
import { encodeHolder } from '../../../src/write/lock-holder.ts';
import { thisProcess } from '../../../src/write/process-identity.ts';
import { stagingName } from '../../../src/write/staging-name.ts';
import { withLock } from '../../../src/write/with-lock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const SINCE = new Date('2026-11-22T12:00:00Z');
const HOLDER = { ...thisProcess(), started: '', since: '2026-11-22T11:00:00.000Z' };

function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** Only /proc tells when a process began; elsewhere a dead one stands for it. */
function earlierProcess() {
  const isTold = process.platform === 'linux';
  return { ...HOLDER, pid: isTold ? process.ppid : deadPid(), started: '1' };
}

function lockedBy(text: string): string {
  const root = tempDir();
  mkdirSync(join(root, '.kx'));
  writeFileSync(join(root, '.kx/lock'), text);
  return root;
}

it('is a file while work is done, and nothing afterwards', () => {
  const root = tempDir();
  const during = withLock(root, SINCE, () => readFileSync(join(root, '.kx/lock'), 'utf8'));
  expect(JSON.parse(during)).toMatchObject({ pid: process.pid, since: SINCE.toISOString() });
  expect(readdirSync(root)).toEqual([]);
});

it('is given up where the work fails, and leaves what else is in .kx', () => {
  const root = tempDir();
  mkdirSync(join(root, '.kx'));
  writeFileSync(join(root, '.kx/record'), '{}');
  const work = () => {
    throw new Error('no');
  };
  expect(() => withLock(root, SINCE, work)).toThrowError('no');
  expect(readdirSync(join(root, '.kx'))).toEqual(['record']);
});

it.each([
  [
    'a process that runs',
    encodeHolder({ ...HOLDER, pid: process.ppid }),
    `another run of kx, process ${process.ppid} since`,
  ],
  [
    'a process of another machine',
    encodeHolder({ ...HOLDER, pid: 1, host: 'elsewhere' }),
    'process 1 on elsewhere since 2026-11-22T11:00:00.000Z',
  ],
  [
    'a process of another container, whatever its number means here',
    encodeHolder({ ...HOLDER, pid: deadPid(), namespace: 'pid:[1]' }),
    'another run of kx, process',
  ],
  ['nobody knows whom', '{"pid":', 'that is not told'],
])('is not taken from %s', (_, text, message) => {
  const root = lockedBy(text);
  expect(() => withLock(root, SINCE, () => {})).toThrowError(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(join(root, '.kx/lock')),
    }),
  );
  expect(readdirSync(join(root, '.kx'))).toEqual(['lock']);
});

it.each([
  ['a process that is dead', () => ({ ...HOLDER, pid: deadPid() })],
  ['a process of before the machine was restarted', () => ({ ...HOLDER, pid: process.ppid, boot: 'x' })],
  ['an earlier process of the same number', earlierProcess],
  ['this process, whose earlier run could not remove it', () => ({ ...HOLDER, pid: process.pid })],
])('is taken from %s', (_, holder) => {
  const root = lockedBy(encodeHolder(holder()));
  expect(withLock(root, SINCE, () => 'done')).toBe('done');
  expect(readdirSync(root)).toEqual([]);
});

it('is taken from a dead process that had taken it from a dead process', () => {
  const root = lockedBy(encodeHolder({ ...HOLDER, pid: deadPid() }));
  const control = controlDirectory(root);
  const first = acquireLock(control, SINCE);
  const [, taken = ''] = first.paths;
  writeFileSync(taken, encodeHolder({ ...HOLDER, pid: deadPid() }));
  const second = acquireLock(control, SINCE);
  expect(second.paths).toHaveLength(3);
  second.release();
  expect(readdirSync(root)).toEqual([]);
});

it('is not taken while the one who took it from a dead process is at work', () => {
  const root = lockedBy(encodeHolder({ ...HOLDER, pid: deadPid() }));
  const control = controlDirectory(root);
  const [, taken = ''] = acquireLock(control, SINCE).paths;
  writeFileSync(taken, encodeHolder({ ...HOLDER, pid: process.ppid }));
  expect(() => acquireLock(control, SINCE)).toThrowError(expect.objectContaining({ exitCode: 3 }));
});

it.each([
  ['a file', (path: string) => writeFileSync(path, 'mine')],
  ['a link', (path: string) => symlinkSync(tempDir(), path)],
])('is not made where .kx is %s', (_, make) => {
  const root = tempDir();
  make(join(root, '.kx'));
  expect(() => withLock(root, SINCE, () => {})).toThrowError(expect.objectContaining({ exitCode: 3 }));
});

it('fits a long name into what file systems allow', () => {
  const name = stagingName(join('/x', 'y'.repeat(253)));
  expect(Buffer.byteLength(name)).toBeLessThan(255);
});

it('is not read through a link, which may lead to a device that never ends', () => {
  const root = tempDir();
  mkdirSync(join(root, '.kx'));
  symlinkSync('/dev/zero', join(root, '.kx/lock'));
  expect(() => withLock(root, SINCE, () => {})).toThrow(/is locked by/);
});
