import { expect, it } from 'vitest';
import { durationText, parseDuration } from '../../../src/options/duration.ts';

it.each([
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['+90m', 5_400_000],
  ['0', 0],
  ['0s', 0],
  ['1.1s', 1100],
  ['1500us', 1.5],
  ['1500µs', 1.5],
  ['2ns', 0.000_002],
  ['1m1m', 120_000],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

it.each(['', '1', '-1h', '1d', '1 h', 'h', '1h ', '1h30', '.h', '1e3s', '+', '1H'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

it.each([
  [0, '0s'],
  [3_600_000, '1h'],
  [5_400_000, '1h30m'],
  [61_000, '1m1s'],
  [90_061_000, '25h1m1s'],
])('%d milliseconds are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
  expect(parseDuration(text)).toBe(milliseconds);
});
