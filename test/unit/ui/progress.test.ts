import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Io } from '../../../src/io.ts';
import { besideProgress, withProgress } from '../../../src/ui/progress.ts';
import { fakeTerminal } from '../../support/terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CLEAR = '\r\u001b[2K';

/** @returns work that ends after a while, or fails then */
function workOf(milliseconds: number, failure?: Error): Promise<string> {
  return new Promise((resolve, reject) => {
    setTimeout(() => (failure === undefined ? resolve('done') : reject(failure)), milliseconds);
  });
}

it('a second passes without a word; then one line tells the time, and leaves no trace', async () => {
  const { io, sent } = fakeTerminal();
  const result = withProgress({ io, label: 'making keys', quiet: false }, workOf(2_150));
  await vi.advanceTimersByTimeAsync(999);
  expect(sent()).toBe('');
  await vi.advanceTimersByTimeAsync(1);
  expect(sent()).toBe(`${CLEAR}| making keys, 1 s`);
  await vi.advanceTimersByTimeAsync(1_150);
  expect(await result).toBe('done');
  expect(sent().endsWith(`making keys, 2 s${CLEAR}`)).toBe(true);
  const before = sent();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent()).toBe(before);
});

it('work that fails is cleared away before its error is told', async () => {
  const { io, sent } = fakeTerminal();
  const progress = withProgress({ io, label: 'x', quiet: false }, workOf(1_500, new Error('no')));
  const failed = expect(progress).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(1_500);
  await failed;
  expect(sent().endsWith(CLEAR)).toBe(true);
});

it('Ctrl-C clears the line at once', async () => {
  const stop = new AbortController();
  const { io, sent } = fakeTerminal({ signal: stop.signal });
  const progress = withProgress({ io, label: 'x', quiet: false }, workOf(9_000));
  await vi.advanceTimersByTimeAsync(1_500);
  stop.abort();
  const atOnce = sent();
  expect(atOnce.endsWith(CLEAR)).toBe(true);
  await vi.advanceTimersByTimeAsync(9_000);
  await progress;
  expect(sent()).toBe(atOnce);
});

it.each<[string, Partial<Io>, boolean, number]>([
  ['short work', {}, false, 900],
  ['--quiet', {}, true, 3_000],
  ['a dumb terminal', { env: { TERM: 'dumb' } }, false, 3_000],
])('nothing is shown: %s', async (_, overrides, quiet, milliseconds) => {
  const { io, sent } = fakeTerminal(overrides);
  const progress = withProgress({ io, label: 'x', quiet }, workOf(milliseconds));
  await vi.advanceTimersByTimeAsync(milliseconds);
  expect(await progress).toBe('done');
  expect(sent()).toBe('');
});

it('nothing is shown where stderr is no terminal', async () => {
  const { io } = fakeTerminal();
  const written: string[] = [];
  const stderr = { write: (text: string) => void written.push(text) };
  const progress = withProgress({ io: { ...io, stderr }, label: 'x', quiet: false }, workOf(3_000));
  await vi.advanceTimersByTimeAsync(3_000);
  await progress;
  expect(written).toEqual([]);
});

it('a line is cut before it wraps', async () => {
  const written: string[] = [];
  const stderr = { isTTY: true, columns: 10, write: (text: string) => void written.push(text) };
  const { io } = fakeTerminal({ stderr });
  const progress = withProgress({ io, label: 'a long label', quiet: false }, workOf(1_050));
  await vi.advanceTimersByTimeAsync(1_050);
  await progress;
  expect(written).toEqual([`${CLEAR}| a long `, CLEAR]);
});

it('a result that is printed meanwhile takes the place of the line', () => {
  const { io, sent } = fakeTerminal();
  const stdout: string[] = [];
  const both = { ...io, stdout: { isTTY: true, write: (text: string) => stdout.push(text) } };
  besideProgress(both, false)('pods\n');
  expect([sent(), stdout]).toEqual([CLEAR, ['pods\n']]);
});

it.each<readonly [what: string, isTTY: boolean, quiet: boolean, env: Io['env']]>([
  ['where stdout is no terminal', false, false, {}],
  ['with --quiet', true, true, {}],
  ['on a dumb terminal', true, false, { TERM: 'dumb' }],
])('nothing is erased for it %s', (_, isTTY, quiet, env) => {
  const { io, sent } = fakeTerminal();
  const stdout: string[] = [];
  const both = { ...io, env, stdout: { isTTY, write: (text: string) => stdout.push(text) } };
  besideProgress(both, quiet)('pods\n');
  expect([sent(), stdout]).toEqual(['', ['pods\n']]);
});

it('a line may be told anew with each frame', async () => {
  const { io, sent } = fakeTerminal();
  let done = 0;
  const result = withProgress({ io, label: () => `asking ${++done} of 9`, quiet: false }, workOf(1_150));
  await vi.advanceTimersByTimeAsync(1_150);
  expect(await result).toBe('done');
  expect(sent()).toBe(`${CLEAR}| asking 1 of 9, 1 s${CLEAR}/ asking 2 of 9, 1 s${CLEAR}`);
});
