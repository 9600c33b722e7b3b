import type { Violation } from '../../errors.ts';

/** The pairs of `--label` or `--annotation`, and a violation for each value that is none. */
type KeyValues = {
  readonly pairs: Readonly<Record<string, string>>;
  readonly violations: readonly Violation[];
};

/**
 * Reads the values of a flag that takes `KEY=VALUE`.
 *
 * @param flag for violations: `--label`
 */
export function parseKeyValues(flag: string, texts: readonly string[]): KeyValues {
  const pairs = new Map<string, string>();
  const violations: Violation[] = [];
  for (const text of texts) {
    const [, key, value] = /^([^=]+)=(.*)$/su.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      violations.push({ path: `${flag} '${text}'`, message: 'it must be KEY=VALUE' });
    } else if (pairs.has(key)) {
      violations.push({ path: `${flag} '${text}'`, message: `${key} is given twice` });
    } else {
      pairs.set(key, value);
    }
  }
  return { pairs: Object.fromEntries(pairs), violations };
}
