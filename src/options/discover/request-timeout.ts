import { type Checked, invalid, valid } from '../../checked.ts';

/** Milliseconds of each unit that Go's time.ParseDuration knows and that a request can last. */
const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const satisfies Record<string, number>;

/**
 * Reads `--request-timeout` as kubectl does: whole seconds, or a Go duration such as `1m30s`
 * (client-go tools/clientcmd/client_config.go ParseTimeout).
 *
 * @returns milliseconds; 0 means that the default holds
 */
export function parseRequestTimeout(text: string): Checked<number> {
  if (/^\d+$/.test(text)) return valid(Number(text) * 1_000);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const whole = parts.map(([part]) => part).join('');
  if (text === '' || whole !== text) {
    return invalid([
      { path: '--request-timeout', message: `'${text}' is not a time`, hint: 'write it as 5, 30s or 1m30s' },
    ]);
  }
  return valid(parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitOf(unit), 0));
}

function unitOf(unit: string | undefined): number {
  return Object.entries(UNITS).find(([name]) => name === unit)?.[1] ?? 0;
}
