import { describe, expect, it } from 'vitest';
import { expectKeysHidden, expectNextRun, expectToldTruth, laneOf, runFaulty } from './lane.ts';
import type { Disk } from './run-with-fault.ts';
import { SCENARIOS } from './scenarios.ts';
import { snapshot } from './snapshot.ts';
import type { Call } from './wrap-file-system.js';

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

it.each(SCENARIOS)('$name: at no time can others read a private key', async (scenario) => {
  const lane = await laneOf(scenario);
  const watch = (call: Call) => expectKeysHidden(snapshot(lane.place.directory), call);
  const { error } = await runFaulty(lane, { watch });
  expect(error).toBeUndefined();
});

function isInControl(path: unknown): boolean {
  return typeof path === 'string' && /[/\\]\.kx[/\\]/.test(path);
}
