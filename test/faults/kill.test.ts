import { expect, it } from 'vitest';
import { expectNextRun, laneOf, recoverCopy, recoverCopyAgain, runFaulty, stateOfRecovered } from './lane.ts';
import { SCENARIOS } from './scenarios.ts';

// The tree after a call is the tree before the next, so one kill stands for both.
it.each(SCENARIOS)('$name: a kill at any call leaves it old or new', async (scenario) => {
  const lane = await laneOf(scenario);
  const states = new Set<string>();
  for (const [at, { name }] of lane.calls.entries()) {
    for (const when of name === 'writeFileSync' ? (['during', 'after'] as const) : (['after'] as const)) {
      const fault = { kind: 'kill', at, when } as const;
      await runFaulty(lane, { fault });
      const { error } = await recoverCopy(lane);
      expect(error, JSON.stringify(fault)).toBeUndefined();
      states.add(stateOfRecovered(lane, fault));
      await expectNextRun(lane, fault);
    }
  }
  expect([...states].sort()).toEqual(['new', 'old']);
});

const EXISTING = SCENARIOS.filter(({ replaces }) => replaces);
/** How many of the calls between journal and success are tried: each is tried with every call of the recovery. */
const KILLS = 4;

it.each(EXISTING)('$name: a kill of the run that takes it back changes nothing', async (scenario) => {
  const lane = await laneOf(scenario);
  const first = lane.calls.findIndex(({ name, args }) => name === 'renameSync' && isJournal(args[1]));
  const last = lane.calls.findLastIndex(({ name, args }) => name === 'renameSync' && isJournal(args[0]));
  expect(last).toBeGreaterThan(first);
  const step = Math.ceil((last - first) / KILLS);
  for (let at = first; at < last; at += step) {
    await runFaulty(lane, { fault: { kind: 'kill', at, when: 'after' } });
    const { calls } = await recoverCopy(lane);
    for (const killed of calls.keys()) {
      await recoverCopy(lane, { kind: 'kill', at: killed, when: 'after' });
      const { error } = await recoverCopyAgain(lane);
      expect(error).toBeUndefined();
      expect(stateOfRecovered(lane, { at, killed })).toBe('old');
    }
  }
});

function isJournal(path: unknown): boolean {
  return typeof path === 'string' && /\.kx.journal$/.test(path);
}
