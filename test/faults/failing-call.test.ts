import { describe, expect, it } from 'vitest';
import { expectNextRun, expectToldTruth, laneOf, recoverCopy, runFaulty, stateOfRecovered } from './lane.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Call } from './wrap-file-system.js';

const CODES = ['ENOSPC', 'EACCES', 'EIO', 'EROFS'];

const READING = /^(?:f?stat|lstat|read\w*|open|close)Sync$/;

/** What a full disk refuses; it still renames and removes. */
function takesSpace({ name, args }: Call): boolean {
  const makes = ['linkSync', 'mkdirSync', 'copyFileSync', 'writeFileSync'].includes(name);
  return makes || (name === 'openSync' && args[1] !== 'r');
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it.each(CODES)('%s at any call: old where the run failed, new where it did not', async (code) => {
    const lane = await laneOf(scenario);
    for (const at of lane.calls.keys()) {
      const fault = { kind: 'error', at, code } as const;
      expectToldTruth(lane, await runFaulty(lane, { fault }), fault);
      await expectNextRun(lane, fault);
    }
  });

  it('a disk that is full from any call on: the same', async () => {
    const lane = await laneOf(scenario);
    for (const at of lane.calls.keys()) {
      const fault = { kind: 'error', at, code: 'ENOSPC', isFor: takesSpace } as const;
      expectToldTruth(lane, await runFaulty(lane, { fault }), fault);
      await expectNextRun(lane, fault);
    }
  });

  it.each([
    ['EROFS', ({ name }: Call) => !READING.test(name)],
    ['EIO', () => true],
  ])('%s from any call on: old or new once the disk is back', async (code, isFor) => {
    const lane = await laneOf(scenario);
    for (const at of lane.calls.keys()) {
      const fault = { kind: 'error', at, code, isFor } as const;
      await runFaulty(lane, { fault });
      const { error } = await recoverCopy(lane);
      expect(error).toBeUndefined();
      stateOfRecovered(lane, fault);
      await expectNextRun(lane, fault);
    }
  });
});
