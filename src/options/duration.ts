/** Milliseconds of each unit that Go's time.ParseDuration knows. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

const PARTS = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/**
 * Reads a duration as Go writes it and kubectl takes it: `1h`, `1h30m`, `1.5h`, `0` (time.ParseDuration). There are
 * no days: they are not always of 24 hours.
 *
 * @returns milliseconds, parts of one included; undefined for what is no duration, or a negative one
 */
export function parseDuration(text: string): number | undefined {
  const bare = text.replace(/^\+/, '');
  if (bare === '0') return 0;
  const parts = [...bare.matchAll(PARTS)];
  if (bare === '' || parts.map(([part]) => part).join('') !== bare) return undefined;
  const sum = parts.reduce(
    (total, [, count, unit = '']) => total + Number(count) * (UNITS.get(unit) ?? 0),
    0,
  );
  // 1.1 * 1_000 is 1100.0000000000002.
  return Number(sum.toFixed(6));
}

/** @returns whole seconds as Go writes a duration, without parts that are zero: `1h`, `1h30m`, `0s` */
export function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('');
  return text === '' ? '0s' : text;
}
