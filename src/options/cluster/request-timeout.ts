import { type Checked, invalid, valid } from '../../checked.ts';

/** Milliseconds of each unit that Go's time.ParseDuration knows; both signs for micro are in use. */
const UNITS = {
  ns: 1e-6,
  us: 1e-3,
  '\u00b5s': 1e-3,
  '\u03bcs': 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
} as const satisfies Record<string, number>;

/** What a timer of Node can hold, and a little less in words. */
const LONGEST = 2 ** 31 - 1;
const LONGEST_TEXT = '596h';

/**
 * Reads `--request-timeout` as kubectl does: whole seconds, or a Go duration such as `1m30s`
 * (client-go tools/clientcmd/helpers.go ParseTimeout). Parts of a millisecond are rounded up. A negative duration,
 * which makes kubectl wait for ever, is refused.
 *
 * @returns whole milliseconds; 0 means that the default holds
 */
export function parseRequestTimeout(text: string): Checked<number> {
  const milliseconds = /^\+?\d+$/.test(text) ? Number(text) * 1_000 : durationOf(text);
  if (milliseconds === undefined) return refused(`'${text}' is not a time`, 'write it as 5, 30s or 1m30s');
  if (milliseconds > LONGEST) return refused(`'${text}' is too long`, `at most ${LONGEST_TEXT}`);
  return valid(milliseconds);
}

function refused(message: string, hint: string): Checked<never> {
  return invalid([{ path: '--request-timeout', message, hint }]);
}

function durationOf(text: string): number | undefined {
  const unsigned = text.replace(/^\+/, '');
  const parts = [...unsigned.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g)];
  const whole = parts.map(([part]) => part).join('');
  if (unsigned === '' || whole !== unsigned) return undefined;
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * unitOf(unit), 0);
  // 1.1 * 1_000 is 1100.0000000000002.
  return Math.ceil(Number(sum.toFixed(6)));
}

function unitOf(unit: string | undefined): number {
  return Object.entries(UNITS).find(([name]) => name === unit)?.[1] ?? 0;
}
