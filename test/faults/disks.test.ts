import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNextRun, expectToldTruth, laneOf, runFaulty } from './lane.ts';
import type { Disk } from './run-with-fault.ts';
import { SCENARIOS, SECRET } from './scenarios.ts';

const DISKS: Readonly<Record<string, Disk>> = {
  'without hard links': ({ name }) => (name === 'linkSync' ? 'EPERM' : undefined),
  'with another one mounted below the target': ({ name, args }) =>
    ['linkSync', 'renameSync'].includes(name) && isInControl(args[0]) !== isInControl(args[1])
      ? 'EXDEV'
      : undefined,
  'without synced directories': ({ name, args }) =>
    name === 'openSync' && args[1] === 'r' ? 'EISDIR' : undefined,
};

const EXISTING = SCENARIOS.filter(({ replaces }) => replaces);

describe.each(Object.entries(DISKS))('a disk %s', (_, disk) => {
  it.each(EXISTING)('$name: whole, and old where any call fails', async (scenario) => {
    const lane = await laneOf(scenario);
    expectToldTruth(lane, await runFaulty(lane, { disk }), 'no fault');
    for (const [at] of (await runFaulty(lane, { disk })).calls.entries()) {
      const fault = { kind: 'error', at, code: 'EIO' } as const;
      expectToldTruth(lane, await runFaulty(lane, { fault, disk }), fault);
      await runFaulty(lane, { fault: { kind: 'kill', at, when: 'after' }, disk });
      await expectNextRun(lane, { kill: at }, disk);
    }
  });
});

it.each(SCENARIOS)('$name: what holds a private key was never for others to read', async (scenario) => {
  const lane = await laneOf(scenario);
  const shown = new Set<number>();
  const secret = new Set<number>();
  const watch = () => {
    for (const { ino, mode, text } of filesIn(lane.place.directory)) {
      if ((mode & 0o077) !== 0) shown.add(ino);
      if (text.includes(SECRET)) secret.add(ino);
    }
  };
  const { error } = await runFaulty(lane, { watch });
  expect(error).toBeUndefined();
  expect([...secret].filter((ino) => shown.has(ino))).toEqual([]);
  expect(secret.size > 0).toBe(JSON.stringify(lane.done).includes(SECRET));
});

function filesIn(directory: string) {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino, mode } = lstatSync(path);
      return { ino, mode, text: readFileSync(path, 'utf8') };
    });
}

function isInControl(path: unknown): boolean {
  return typeof path === 'string' && /[/\\]\.kx[/\\]/.test(path);
}
