import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import { DEFAULT_CA_DAYS, DEFAULT_DAYS } from '../../model/certificate/certificate-defaults.ts';
import { maximumDays } from '../../model/certificate/certificate-lifetime.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** Lifetimes in days of 24 hours. */
export type LifetimeAnswer = { readonly days: number; readonly caDays: number };

/**
 * @param now epoch milliseconds; a certificate cannot end after the year 9999
 * @returns the lifetimes, or every problem with `--days` and `--ca-days`
 */
export function checkLifetime(options: RawOptions, now: number): Checked<LifetimeAnswer> {
  const days = checkDays({ path: '--days', typed: textOf(options, 'days'), fallback: DEFAULT_DAYS, now });
  const caDays = checkDays({
    path: '--ca-days',
    typed: textOf(options, 'caDays'),
    fallback: DEFAULT_CA_DAYS,
    now,
  });
  if (days.ok && caDays.ok) return valid({ days: days.value, caDays: caDays.value });
  return invalid([days, caDays].flatMap(violationsOf));
}

type Days<F> = {
  /** The flag as typed. */
  readonly path: string;
  readonly typed: string | undefined;
  readonly fallback: F;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** @returns a lifetime in days of 24 hours, the fallback where none is given, or what is wrong with it */
export function checkDays<F extends number | undefined>(days: Days<F>): Checked<number | F> {
  const { path, typed, fallback, now } = days;
  if (typed === undefined) return valid(fallback);
  if (!/^-?\d+$/.test(typed)) {
    return invalid([
      {
        path,
        message: `'${typed}' is not a whole number of days`,
        hint: `write ${path} ${fallback ?? DEFAULT_DAYS}`,
      },
    ]);
  }
  if (/^-|^0/.test(typed)) {
    const message = Number(typed) <= 0 ? 'is less than one day' : 'has a leading zero';
    return invalid([{ path, message: `'${typed}' ${message}` }]);
  }
  const longest = maximumDays(now);
  if (Number(typed) <= longest) return valid(Number(typed));
  const message = `'${typed}' days end after 31 December 9999, the last day that X.509 can state`;
  return invalid([{ path, message, hint: `at most ${longest}` }]);
}
