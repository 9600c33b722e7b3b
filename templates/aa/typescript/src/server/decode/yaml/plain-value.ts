import type { JsonValue } from '../../api/json.ts';

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'yes', 'true', 'on'].flatMap((word) => spellings(word).map((each) => [each, true] as const)),
  ...['n', 'no', 'false', 'off'].flatMap((word) => spellings(word).map((each) => [each, false] as const)),
]);

const whole = /^[-+]?(0|[1-9][0-9_]*)$/;
const octal = /^([-+]?)0o?([0-7_]+)$/;
const other = /^([-+]?)(0x[0-9a-fA-F_]+|0b[01_]+)$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/**
 * What a plain scalar stands for, as sigs.k8s.io/yaml reads it (YAML 1.1 by go-yaml v2): `yes` is true and `010` is 8,
 * which is why people quote them.
 */
export const plainValue = (text: string): JsonValue => {
  const word = words.get(text);
  if (word !== undefined) return word;
  const digits = text.replaceAll('_', '');
  // Minus zero is zero among whole numbers.
  if (whole.test(text)) return Number(digits) + 0;
  const [, sign = '', value = ''] = octal.exec(text) ?? [];
  if (value !== '') return Number(`${sign}1`) * Number.parseInt(value.replaceAll('_', ''), 8);
  const [, otherSign = '', otherValue = ''] = other.exec(text) ?? [];
  if (otherValue !== '') return Number(`${otherSign}1`) * Number(otherValue.replaceAll('_', ''));
  return float.test(text) ? Number(text) : text;
};

function spellings(word: string): readonly string[] {
  return [...new Set([word, `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`, word.toUpperCase()])];
}
