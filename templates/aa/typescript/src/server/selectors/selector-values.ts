import { badRequest } from '../api/api-errors.ts';
import type { SelectorReader } from './selector-tokens.ts';

/** Reads the value after `=`, `!=`, `<` or `>`, which may be missing and is empty then; a symbol is a 400. */
export const readValue = (reader: SelectorReader): readonly string[] => {
  const { type, text } = reader.peek();
  if (type === 'end' || text === ',') return [''];
  reader.take();
  if (type !== 'identifier') throw notParsed(`found '${text}', expected: identifier`);
  return [text];
};

/** Reads `(a,b)` after `in` or `notin`, in the order of the alphabet; between commas a value may be missing. */
export const readValues = (reader: SelectorReader): readonly string[] => {
  const open = reader.take();
  if (open.text !== '(') throw notParsed(`found '${open.text}' expected: '('`);
  const { type, text } = reader.peek();
  if (text === ')') {
    reader.take();
    return [''];
  }
  if (type !== 'identifier' && text !== ',') {
    throw notParsed(`found '${text}', expected: ',', ')' or identifier`);
  }
  const values = readMembers(reader);
  reader.take();
  return [...new Set(values)].toSorted();
};

/** The members up to the closing parenthesis, which stays. */
const readMembers = (reader: SelectorReader): readonly string[] => {
  const values: string[] = [];
  do {
    const { type, text } = reader.take();
    if (type !== 'identifier' && text !== ',')
      throw notParsed(`found '${text}', expected: ',', or identifier`);
    values.push(...(type === 'identifier' ? [text] : betweenCommas(reader, values.length === 0)));
    const next = reader.peek().text;
    if (type === 'identifier' && next !== ')' && next !== ',') {
      throw notParsed(`found '${next}', expected: ',' or ')'`);
    }
  } while (reader.peek().text !== ')');
  return values;
};

/** The empty values that a comma stands for: before the first value, before another comma, before the end. */
const betweenCommas = (reader: SelectorReader, isFirst: boolean): readonly string[] =>
  isFirst || [',', ')'].includes(reader.peek().text) ? [''] : [];

const notParsed = (detail: string) => badRequest(`unable to parse requirement: ${detail}`);
