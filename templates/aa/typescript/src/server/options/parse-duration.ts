const nanosecondsOf: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * Reads a duration as Go writes it, `1m30s` or `1.5h`, and gives milliseconds (Go's time.ParseDuration).
 *
 * @throws Error in Go's words
 */
export const parseDuration = (text: string): number => {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  const isWhole = parts.length > 0 && parts.map(([part]) => part).join('') === rest;
  if (!isWhole) throw new Error(`time: invalid duration ${JSON.stringify(text)}`);
  const nanoseconds = parts.map(([, number, unit = '']) => Number(number) * factorOf(unit, text));
  const sum = nanoseconds.reduce((total, each) => total + each, 0);
  return (sign === '-' ? -sum : sum) / 1e6;
};

const factorOf = (unit: string, text: string): number => {
  const quoted = JSON.stringify(text);
  if (unit === '') throw new Error(`time: missing unit in duration ${quoted}`);
  const factor = Object.hasOwn(nanosecondsOf, unit) ? nanosecondsOf[unit] : undefined;
  if (factor === undefined)
    throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
  return factor;
};
