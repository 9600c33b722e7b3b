import { type Checked, invalid, valid } from '../../checked.ts';
import { DEFAULT_BACKDATE } from '../../model/certificate/certificate-defaults.ts';
import { parseDuration } from '../duration.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

const PATH = '--backdate';

/** A year: whoever wants more has a clock that is wrong. */
const LONGEST = 8760 * 3_600_000;

/** @returns milliseconds, whole seconds; or what is wrong with `--backdate` */
export function checkBackdate(options: RawOptions): Checked<number> {
  const text = textOf(options, 'backdate');
  if (text === undefined) return valid(DEFAULT_BACKDATE);
  const duration = parseDuration(text);
  if (duration === undefined) return invalid([{ path: PATH, ...problemOf(text) }]);
  if (duration > LONGEST) {
    return invalid([{ path: PATH, message: `'${text}' is more than a year`, hint: 'at most 8760h' }]);
  }
  return valid(Math.ceil(duration / 1000) * 1000);
}

function problemOf(text: string) {
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) {
    const hint = `write hours: ${PATH} ${Number(days) * 24}h`;
    return { message: `'${text}' is in days, which durations of Go and kubectl do not have`, hint };
  }
  const hint = `write it as 1h, 30m or 1h30m`;
  if (text.startsWith('-')) {
    return { message: `'${text}' is negative: a certificate that begins later is of no use yet`, hint };
  }
  return { message: `'${text}' is not a duration`, hint };
}
