const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** How a span is shown below a limit: in one unit, or in two where the second one is worth telling. */
type Step = { readonly below: number; readonly show: (seconds: number) => string };

const inUnits =
  (unit: number, sign: string) =>
  (seconds: number): string =>
    `${Math.floor(seconds / unit)}${sign}`;

const inTwoUnits =
  (unit: readonly [number, string], smaller: readonly [number, string]) =>
  (seconds: number): string => {
    const rest = Math.floor((seconds % unit[0]) / smaller[0]);
    return `${Math.floor(seconds / unit[0])}${unit[1]}${rest === 0 ? '' : `${rest}${smaller[1]}`}`;
  };

const steps: readonly Step[] = [
  { below: -1, show: () => '<invalid>' },
  { below: 0, show: () => '0s' },
  { below: 2 * minute, show: inUnits(second, 's') },
  { below: 10 * minute, show: inTwoUnits([minute, 'm'], [second, 's']) },
  { below: 3 * hour, show: inUnits(minute, 'm') },
  { below: 8 * hour, show: inTwoUnits([hour, 'h'], [minute, 'm']) },
  { below: 2 * day, show: inUnits(hour, 'h') },
  { below: 8 * day, show: inTwoUnits([day, 'd'], [hour, 'h']) },
  { below: 2 * year, show: inUnits(day, 'd') },
  { below: 8 * year, show: inTwoUnits([year, 'y'], [day, 'd']) },
  { below: Number.POSITIVE_INFINITY, show: inUnits(year, 'y') },
];

/**
 * A span in milliseconds as kubectl shows an age: `45s`, `3m`, `2d5h` (k8s.io/apimachinery pkg/util/duration
 * HumanDuration); up to two seconds in the future are clocks that differ.
 */
export const humanDuration = (milliseconds: number): string => {
  const seconds = Math.trunc(milliseconds / 1000);
  return steps.find(({ below }) => seconds < below)?.show(seconds) ?? '';
};

/** The age of a time stamp (RFC 3339), `<unknown>` without a readable one. */
export const humanAge = (timestamp: string | undefined, now: Date): string => {
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? '<unknown>' : humanDuration(now.getTime() - time);
};
