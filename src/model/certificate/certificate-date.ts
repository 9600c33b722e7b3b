const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/**
 * A date in plain words, in UTC, whatever the machine's language: `22 November 2027`.
 *
 * @param instant epoch milliseconds
 */
export function dateInWords(instant: number): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/**
 * RFC 3339 without fractions, as `kubectl -o json` writes times: `2027-11-22T13:26:14Z`.
 *
 * @param instant epoch milliseconds
 */
export function timestampOf(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}
