import { isScalar, type YAMLMap } from 'yaml';
import { InputError } from '../input-error.ts';
import type { Edit } from './edit.ts';
import { rangeOf } from './scalar-edit.ts';

type Insertion = { readonly key: string; readonly value: string };

/**
 * @param mapping one that has not the key
 * @returns the change that puts a pair before the others, in the manner of the first
 */
export function insertEdit(text: string, mapping: YAMLMap, { key, value }: Insertion): Edit {
  const [first] = mapping.items;
  if (first === undefined) throw new InputError(`has an empty mapping where ${key} belongs: write it out`);
  const [mapStart] = rangeOf(mapping);
  const [keyStart] = rangeOf(first.key);
  if (mapping.flow === true) {
    const isJson = isJsonKey(first.key);
    const lead = text.slice(mapStart + 1, keyStart);
    const gap = /^\s*$/.test(lead) ? lead : ' ';
    const colon = isJson && /^"\s*:\S/.test(text.slice(rangeOf(first.key)[1] - 1)) ? ':' : ': ';
    const pair = isJson ? `"${key}"${colon}"${value}",` : `${key}: ${value},`;
    return { start: keyStart, end: keyStart, text: pair + (isJson || gap !== '' ? gap : ' ') };
  }
  return blockInsertion(text, Math.min(mapStart, keyStart), `${key}: ${value}`);
}

/** @returns whether a key is written as JSON has them */
export function isJsonKey(key: unknown): boolean {
  return isScalar(key) && key.type === 'QUOTE_DOUBLE';
}

/** A line of its own above the first key, and above the comments that speak of that. */
function blockInsertion(text: string, keyStart: number, pair: string): Edit {
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const indent = text.slice(lineStart, keyStart);
  const lineEnd = text[lineStart - 2] === '\r' || /^[^\n]*\r\n/.test(text.slice(keyStart)) ? '\r\n' : '\n';
  if (!/^ *$/.test(indent)) {
    const column = ' '.repeat(indent.length);
    return { start: keyStart, end: keyStart, text: `${pair}${lineEnd}${column}` };
  }
  const start = aboveComments(text, lineStart);
  return { start, end: start, text: `${indent}${pair}${lineEnd}` };
}

function aboveComments(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const previous = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^\s*(?:#[^\n]*)?$/.test(text.slice(previous, at - 1))) break;
    at = previous;
  }
  return at;
}
