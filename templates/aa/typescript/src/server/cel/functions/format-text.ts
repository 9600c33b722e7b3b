import { CelError } from '../values/cel-error.ts';
import { doubleText, fixedText } from '../values/cel-number.ts';
import { type CelList, type CelMap, type CelValue, isKind, kindOf, typeNameOf } from '../values/cel-value.ts';
import { durationText } from '../values/go-duration.ts';
import { timestampText } from '../values/timestamp.ts';

/** What a clause makes of an argument; `precision` is what stands before its letter, as `2` of `%.2f`. */
type Clause = (value: CelValue, precision: number) => string;

/** `"%s is %d".format([…])` (cel-go ext/formatting.go). @throws CelError */
export const formatText = (format: string, { items }: CelList): string => {
  let next = 0;
  return format.replaceAll(/%(%|(?:\.\d*)?[\s\S]?)/g, (whole, clause: string) => {
    if (whole === '%%') return '%';
    const value = items[next];
    if (value === undefined) throw new CelError(`index ${next} out of range`);
    if (clause === '') throw new CelError('unexpected end of string');
    next += 1;
    const [, digits, letter = ''] = /^(?:\.(\d*))?([\s\S]?)$/.exec(clause) ?? [];
    return formatClause(value, letter, digits);
  });
};

const formatClause = (value: CelValue, letter: string, digits: string | undefined): string => {
  const clause = Object.hasOwn(clauses, letter) ? clauses[letter] : undefined;
  if (digits === '') {
    throw clauseError(
      'error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax',
    );
  }
  if (letter === '')
    throw clauseError('error while parsing precision: could not find end of precision specifier');
  if (clause === undefined) throw clauseError(`unrecognized formatting clause "${letter}"`);
  return clause(value, digits === undefined ? 6 : Math.min(Number(digits), 100));
};

const clauseError = (detail: string): CelError =>
  new CelError(`could not parse formatting clause: ${detail}`);

const refuse = (sentence: string, value: CelValue): never => {
  throw new CelError(`error during formatting: ${sentence}, was given ${typeNameOf(value)}`);
};

/** An integer of either sort. */
const integerOf = (value: CelValue): bigint | undefined => {
  if (typeof value === 'bigint') return value;
  return isKind(value, 'uint') ? value.value : undefined;
};

const inBase =
  (base: number, sentence: string): Clause =>
  (value) =>
    integerOf(value)?.toString(base) ?? refuse(sentence, value);

/** A double, also one that is no number and was given as text. */
const doubleOf = (value: CelValue, sentence: string): number => {
  const number = value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
  return typeof number === 'number' ? number : refuse(sentence, value);
};

const special = (value: number): string | undefined => {
  if (Number.isFinite(value)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '-∞';
};

/** As golang.org/x/text prints numbers in English, with commas. */
const fixed: Clause = (value, precision) => {
  const number = doubleOf(value, 'fixed-point clause can only be used on doubles');
  const [whole = '', fraction] = fixedText(number, precision).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return special(number) ?? (fraction === undefined ? grouped : `${grouped}.${fraction}`);
};

/** Always with six digits: cel-go takes the precision for a width. */
const scientific: Clause = (value, width) => {
  const number = doubleOf(value, 'scientific clause can only be used on doubles');
  const [digits, power = '+0'] = number.toExponential(6).split('e');
  const exponent = power.slice(1).padStart(2, '0');
  const text = `${digits}×10${superscript(`${power.startsWith('-') ? '-' : ''}${exponent}`)}`;
  return (special(number) ?? text).padStart(width);
};

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const superscript = (text: string): string =>
  text.replaceAll(/[-\d]/g, (each) => (each === '-' ? '⁻' : (superscripts[Number(each)] ?? '')));

const hexSentence = 'only integers, byte buffers, and strings can be formatted as hex';

const hex: Clause = (value) => {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return integerOf(value)?.toString(16) ?? refuse(hexSentence, value);
};

const textSentence =
  'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps';

/** A value as `%s` shows it. */
const shown = (value: CelValue): string => {
  if (isKind(value, 'list')) return `[${value.items.map(literal).join(', ')}]`;
  if (isKind(value, 'map')) return mapText(value);
  return scalarText(value) ?? refuse(textSentence, value);
};

const mapText = ({ keys, find }: CelMap): string => {
  const entries = keys().map((key): [string, string] => [literal(key), literal(find(key) ?? null)]);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${value}`)
    .join(', ')}}`;
};

const scalarText = (value: CelValue): string | undefined => {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (isKind(value, 'timestamp')) return timestampText(value);
  if (isKind(value, 'duration')) return durationText(value);
  if (isKind(value, 'type')) return value.name;
  if (typeof value === 'number') return doubleText(value);
  return (
    integerOf(value)?.toString() ??
    (kindOf(value) === 'opaque' || isKind(value, 'optional') ? undefined : String(value))
  );
};

/** A value within a list or a map, as it would stand in an expression. */
const literal = (value: CelValue): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint8Array) return `b${JSON.stringify(scalarText(value))}`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? fixedText(value, 6) : `"${doubleText(value)}"`;
  if (isKind(value, 'timestamp') || isKind(value, 'duration')) return `${value.kind}("${scalarText(value)}")`;
  if (isKind(value, 'list') || isKind(value, 'map')) return shown(value);
  const text = scalarText(value);
  if (text === undefined)
    throw new CelError(`error during formatting: no formatting function for ${typeNameOf(value)}`);
  return text;
};

const clauses: Readonly<Record<string, Clause>> = {
  s: shown,
  d: inBase(10, 'decimal clause can only be used on integers'),
  f: fixed,
  e: scientific,
  b: (value) =>
    typeof value === 'boolean'
      ? String(Number(value))
      : inBase(2, 'only integers and bools can be formatted as binary')(value, 0),
  o: inBase(8, 'octal clause can only be used on integers'),
  x: hex,
  X: (value, precision) => hex(value, precision).toUpperCase(),
};
