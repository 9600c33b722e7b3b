import { checkedInt } from './cel-number.ts';
import type { CelDuration } from './cel-value.ts';

const units: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};

const part = /(\d*)(?:\.(\d*))?(h|ms|us|µs|μs|ns|m|s)/y;

/** Reads a duration as Go's time.ParseDuration does: `1h30m`, `-1.5s`; undefined for what is none. */
export const parseGoDuration = (text: string): CelDuration | undefined => {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return durationOf(0n);
  if (unsigned === '') return undefined;
  let sum = 0n;
  for (let at = 0; at < unsigned.length; at = part.lastIndex) {
    part.lastIndex = at;
    const [, whole = '', fraction = '', unit = ''] = part.exec(unsigned) ?? [];
    const size = units[unit];
    if (size === undefined || whole + fraction === '') return undefined;
    sum += BigInt(`0${whole}`) * size + (BigInt(`0${fraction}`) * size) / 10n ** BigInt(fraction.length);
  }
  const nanoseconds = text.startsWith('-') ? -sum : sum;
  return nanoseconds === BigInt.asIntN(64, nanoseconds) ? durationOf(nanoseconds) : undefined;
};

/** A span of time. @throws CelError where it does not fit */
export const durationOf = (nanoseconds: bigint): CelDuration => ({
  kind: 'duration',
  nanoseconds: checkedInt(nanoseconds, 'duration'),
});

/** In seconds, as CEL writes durations: `5400s`, `0.5s`. */
export const durationText = ({ nanoseconds }: CelDuration): string => {
  const seconds = Number(nanoseconds / 1_000_000_000n) + Number(nanoseconds % 1_000_000_000n) / 1e9;
  const text = String(seconds);
  return `${text.includes('e') ? seconds.toFixed(9).replace(/\.?0+$/, '') : text}s`;
};
