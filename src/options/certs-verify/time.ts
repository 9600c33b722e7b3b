import { type Checked, invalid, valid } from '../../checked.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';
import { DEFAULT_MIN_DAYS } from './options.ts';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d))?$/;

/**
 * @param now epoch milliseconds
 * @returns the instant of `--at`, now where it is not given; a day alone is its beginning in UTC
 */
export function checkAt(options: RawOptions, now: number): Checked<number> {
  const text = textOf(options, 'at');
  if (text === undefined) return valid(now);
  const fields = RFC_3339.exec(text);
  const instant = Date.parse(text);
  const isReal =
    !Number.isNaN(instant) && new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(fields?.[3]);
  if (fields !== null && isReal) return valid(instant);
  const hint = 'write RFC 3339: 2027-01-31 or 2027-01-31T12:00:00Z';
  return invalid([{ path: '--at', message: `'${text}' is no time`, hint }]);
}

/** Days that must be left; demanded where the user gave them. */
export type MinDays = { readonly days: number; readonly isDemand: boolean };

/** @returns the days of `--min-days` */
export function checkMinDays(options: RawOptions): Checked<MinDays> {
  const text = textOf(options, 'minDays');
  if (text === undefined) return valid({ days: DEFAULT_MIN_DAYS, isDemand: false });
  if (/^\d{1,6}$/.test(text)) return valid({ days: Number(text), isDemand: true });
  return invalid([{ path: '--min-days', message: `'${text}' is not a whole number of days` }]);
}
