import { CelError } from '../values/cel-error.ts';
import type { CelTimestamp } from '../values/cel-value.ts';
import { unixSeconds } from '../values/timestamp.ts';
import { type Library, type Overload, on } from './overload.ts';

/** What a part of a moment is, of a date whose UTC fields are those of the zone. */
const ofMoment = (part: (local: Date) => number): readonly Overload[] => [
  on(['timestamp'], (moment) => BigInt(part(localDate(moment, 0)))),
  on(['timestamp', 'string'], (moment, zone) => BigInt(part(localDate(moment, offsetOf(moment, zone))))),
];

const localDate = (moment: CelTimestamp, offsetMinutes: number): Date => {
  const milliseconds = Number((moment.nanoseconds - unixSeconds(moment) * 1_000_000_000n) / 1_000_000n);
  return new Date(Number(unixSeconds(moment)) * 1000 + milliseconds + offsetMinutes * 60_000);
};

/** Minutes that a zone is ahead of UTC: `-08:00`, or the name of a place. */
const offsetOf = (moment: CelTimestamp, zone: string): number => {
  const [, sign = '', hours = '', minutes = ''] = /^([+-]?)(\d+):(\d+)$/.exec(zone) ?? [];
  if (hours !== '') {
    if (Number(minutes) > 59) throw new CelError(`timezone offset minutes out of range [0, 59]: ${zone}`);
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  }
  if (zone === '' || zone === 'UTC') return 0;
  const utc = localDate(moment, 0);
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(utc)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((local - utc.getTime()) / 60_000);
};

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new CelError(`unknown time zone ${timeZone}`);
  }
};

const dayOfYear = (local: Date): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000);

const ofDuration = (unit: bigint): Overload => on(['duration'], ({ nanoseconds }) => nanoseconds / unit);

/** Parts of moments and durations (cel-spec, "Timestamps and Durations"). */
export const timeFunctions: Library = {
  getFullYear: ofMoment((local) => local.getUTCFullYear()),
  getMonth: ofMoment((local) => local.getUTCMonth()),
  getDayOfYear: ofMoment(dayOfYear),
  getDate: ofMoment((local) => local.getUTCDate()),
  getDayOfMonth: ofMoment((local) => local.getUTCDate() - 1),
  getDayOfWeek: ofMoment((local) => local.getUTCDay()),
  getHours: [...ofMoment((local) => local.getUTCHours()), ofDuration(3_600_000_000_000n)],
  getMinutes: [...ofMoment((local) => local.getUTCMinutes()), ofDuration(60_000_000_000n)],
  getSeconds: [...ofMoment((local) => local.getUTCSeconds()), ofDuration(1_000_000_000n)],
  getMilliseconds: [
    ...ofMoment((local) => local.getUTCMilliseconds()),
    on(['duration'], ({ nanoseconds }) => (nanoseconds / 1_000_000n) % 1000n),
  ],
};
