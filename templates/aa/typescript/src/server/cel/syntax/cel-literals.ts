import { uintOf } from '../values/cel-number.ts';
import type { CelValue } from '../values/cel-value.ts';
import { CelSyntaxError } from './cel-syntax-error.ts';

/** The value of a number as it is written, with its sign. @throws CelSyntaxError where it is out of range */
export const numberOf = (text: string): CelValue => {
  if (/^-?0x/.test(text) || !/[.eE]/.test(text)) return wholeNumberOf(text);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new CelSyntaxError('invalid double literal');
  return value;
};

const wholeNumberOf = (text: string): CelValue => {
  const isNegative = text.startsWith('-');
  const isUnsigned = /u$/i.test(text);
  const size = BigInt(text.replace(/^-|u$/gi, ''));
  const value = isNegative ? -size : size;
  const fits = isUnsigned ? value === BigInt.asUintN(64, value) : value === BigInt.asIntN(64, value);
  if (!fits) throw new CelSyntaxError(`invalid ${isUnsigned ? 'uint' : 'int'} literal`);
  return isUnsigned ? uintOf(value) : value;
};

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The value of a text or of bytes in quotes, raw ones too. @throws CelSyntaxError */
export const quotedOf = (text: string): string | Uint8Array => {
  const [, prefix = '', quote = ''] = /^([rRbB]*)("""|'''|"|')/.exec(text) ?? [];
  const inner = text.slice(prefix.length + quote.length, -quote.length).replaceAll(/\r\n?/g, '\n');
  const isRaw = /r/i.test(prefix);
  if (!/b/i.test(prefix)) return isRaw ? inner : unescaped(inner);
  return isRaw ? new TextEncoder().encode(inner) : bytesOf(inner);
};

const escapeSequence = /\\(?:[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2}|[\s\S])/g;

const unescaped = (text: string): string => text.replaceAll(escapeSequence, characterOf);

/** What an escape sequence stands for: a code point by its number, or a letter. */
const characterOf = (sequence: string): string => {
  const [, hex, octal] = /^\\(?:[xXuU]([0-9a-fA-F]{2,})|([0-3][0-7]{2}))$/.exec(sequence) ?? [];
  if (hex === undefined && octal === undefined) return escapedLetter(sequence.slice(1));
  const codePoint = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
  if (codePoint > 0x10ffff) throw new CelSyntaxError('invalid unicode code point');
  return String.fromCodePoint(codePoint);
};

const escapedLetter = (letter: string): string => {
  const known = escapes[letter];
  if (known !== undefined) return known;
  if (!/["'`\\?]/.test(letter)) throw new CelSyntaxError(`unable to unescape \\${letter}`);
  return letter;
};

/** Of bytes, `\xff` and `\377` are bytes and not characters. */
const bytesOf = (text: string): Uint8Array => {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece] of text.matchAll(/\\[xX][0-9a-fA-F]{2}|\\[0-3][0-7]{2}|\\[uU]?[\s\S]|[^\\]+/g)) {
    if (/^\\x../i.test(piece)) bytes.push(Number.parseInt(piece.slice(2), 16));
    else if (/^\\\d{3}/.test(piece)) bytes.push(Number.parseInt(piece.slice(1), 8));
    else bytes.push(...encoder.encode(unescaped(piece)));
  }
  return Uint8Array.from(bytes);
};
