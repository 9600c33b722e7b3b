import { CelError } from './cel-error.ts';
import type { CelTimestamp } from './cel-value.ts';

const shape =
  /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):\d\d:\d\d)(?:[.,](\d+))?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;

/** Reads a moment of RFC 3339; undefined for a text that is none. */
export const parseTimestamp = (text: string): CelTimestamp | undefined => {
  const [matched, date, time, fraction = '', sign = '+', hours = '0', minutes = '0'] = shape.exec(text) ?? [];
  const milliseconds = matched === undefined ? Number.NaN : Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(milliseconds) || !isDay(date ?? '')) return undefined;
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const nanoseconds =
    (BigInt(milliseconds) - BigInt(offsetMinutes) * 60_000n) * 1_000_000n +
    BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return { kind: 'timestamp', nanoseconds, offsetMinutes };
};

/** Whether a day is one of the calendar: JavaScript takes the 30th of February for a day of March. */
export const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

const first = -62_135_596_800n;
const last = 253_402_300_799n;

/** A moment in UTC. @throws CelError outside of the years 1 to 9999 */
export const timestampAt = (nanoseconds: bigint): CelTimestamp => {
  const seconds = floorDivide(nanoseconds, 1_000_000_000n);
  if (seconds < first || seconds > last) throw new CelError('timestamp overflow');
  return { kind: 'timestamp', nanoseconds, offsetMinutes: 0 };
};

/** Of a moment, the seconds of Unix time. */
export const unixSeconds = ({ nanoseconds }: CelTimestamp): bigint =>
  floorDivide(nanoseconds, 1_000_000_000n);

const floorDivide = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);

/** In RFC 3339 with as many digits of the second as it has. */
export const timestampText = (moment: CelTimestamp): string => {
  const { nanoseconds, offsetMinutes } = moment;
  const seconds = unixSeconds(moment);
  const local = new Date(Number(seconds) * 1000 + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const fraction = String(nanoseconds - seconds * 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${local}${fraction === '' ? '' : `.${fraction}`}${zoneText(offsetMinutes)}`;
};

const zoneText = (offsetMinutes: number): string => {
  if (offsetMinutes === 0) return 'Z';
  const size = Math.abs(offsetMinutes);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((each) => String(each).padStart(2, '0'));
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
};
