import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { sleep, untilAborted } from '../../../src/discover/client/until-aborted.ts';

it.each<readonly [what: string, wait: (signal: AbortSignal) => Promise<unknown>]>([
  ['some milliseconds', (signal) => sleep(1, signal)],
  ['work', (signal) => untilAborted(Promise.resolve(), signal)],
  [
    'work that fails',
    (signal) => untilAborted(Promise.reject(new Error('no')), signal).catch(() => 'failed'),
  ],
])('a wait for %s leaves no listener behind', async (_, wait) => {
  const { signal } = new AbortController();
  const waiting = wait(signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await waiting;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a wait ends with the signal', async () => {
  const stop = new AbortController();
  const waiting = sleep(1_000_000, stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});
