import type { JsonValue } from '../../api/json.ts';
import { type Cursor, deeper, isIndicator, peek, skipToToken, yamlError } from './cursor.ts';
import { createMapping, keyText } from './mapping.ts';
import { readPlain } from './read-plain.ts';
import { readProperties, withProperties } from './read-properties.ts';
import { readQuoted } from './read-quoted.ts';

const inFlow = { isFlow: true, indent: 0, isKey: false };

/** Reads a flow collection, `[a, b]` or `{a: b}`, at the cursor. */
export const readFlow = (cursor: Cursor): JsonValue =>
  deeper(cursor, () => (peek(cursor) === '[' ? readList(cursor) : readMap(cursor)));

const readList = (cursor: Cursor): JsonValue => {
  const items: JsonValue[] = [];
  readEntries(cursor, ']', () => {
    const item = readFlowNode(cursor);
    skipToToken(cursor);
    // `[a: b]` is a list of one mapping.
    if (peek(cursor) !== ':') items.push(item);
    else items.push(pairAt(cursor, item));
  });
  return items;
};

const readMap = (cursor: Cursor): JsonValue => {
  const mapping = createMapping(cursor);
  readEntries(cursor, '}', () => {
    if (peek(cursor) === '?' && isIndicator(cursor)) throw yamlError(cursor, 'keys with "?" are not read');
    const { at } = cursor;
    const key = keyText(cursor, readFlowNode(cursor));
    skipToToken(cursor);
    mapping.set(key, peek(cursor) === ':' ? valueAt(cursor) : null, at);
  });
  return mapping.value();
};

const pairAt = (cursor: Cursor, key: JsonValue): JsonValue => {
  const mapping = createMapping(cursor);
  mapping.set(keyText(cursor, key), valueAt(cursor), cursor.at);
  return mapping.value();
};

const valueAt = (cursor: Cursor): JsonValue => {
  cursor.at += 1;
  skipToToken(cursor);
  return readFlowNode(cursor);
};

/** Reads what is between brackets, one entry after the other; a comma may end the last. */
const readEntries = (cursor: Cursor, close: ']' | '}', readEntry: () => void): void => {
  cursor.at += 1;
  for (;;) {
    skipToToken(cursor);
    if (peek(cursor) === close) break;
    readEntry();
    skipToToken(cursor);
    if (peek(cursor) === close) break;
    if (peek(cursor) !== ',') throw yamlError(cursor, `did not find "," or "${close}"`);
    cursor.at += 1;
  }
  cursor.at += 1;
};

const readFlowNode = (cursor: Cursor): JsonValue => {
  const properties = readProperties(cursor);
  if (properties.alias !== undefined) return properties.alias;
  skipToToken(cursor);
  return withProperties(cursor, properties, () => {
    const char = peek(cursor);
    if (char === '[' || char === '{') return { value: readFlow(cursor), isPlain: false };
    if (char === '"' || char === "'") return { value: readQuoted(cursor), isPlain: false };
    if (/^[,\]}:]?$/.test(char) && (char !== ':' || isIndicator(cursor))) return { value: '', isPlain: true };
    return { value: readPlain(cursor, inFlow), isPlain: true };
  });
};
