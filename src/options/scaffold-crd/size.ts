import { type Checked, invalid, valid } from '../../checked.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1000, Ki: 1024, M: 1_000_000, Mi: 1024 * 1024 };

/**
 * Reads `--max-description`: a number of characters; 0 drops descriptions.
 *
 * @returns undefined where the flag is not given
 */
export function parseMaxDescription(text: string | undefined): Checked<number | undefined> {
  if (text === undefined) return valid(undefined);
  return /^\d{1,9}$/u.test(text)
    ? valid(Number(text))
    : invalid([
        { path: '--max-description', message: `'${text}' must be a number of characters, from 0 on` },
      ]);
}

/**
 * Reads `--size-budget`: a number of bytes, also as `250k` or `256Ki`.
 *
 * @returns undefined where the flag is not given
 */
export function parseSizeBudget(text: string | undefined): Checked<number | undefined> {
  if (text === undefined) return valid(undefined);
  const [, digits, unit = ''] = /^(\d{1,9})(k|Ki|M|Mi)?$/u.exec(text) ?? [];
  const bytes = digits === undefined ? 0 : Number(digits) * (UNITS[unit] ?? 1);
  return bytes > 0
    ? valid(bytes)
    : invalid([
        {
          path: '--size-budget',
          message: `'${text}' must be a number of bytes`,
          hint: '--size-budget 256Ki',
        },
      ]);
}
