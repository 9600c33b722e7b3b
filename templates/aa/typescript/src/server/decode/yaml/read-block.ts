import type { JsonValue } from '../../api/json.ts';
import {
  type Cursor,
  columnOf,
  deeper,
  isAtLineEnd,
  isDocumentMark,
  isIndicator,
  peek,
  restOfLine,
  skipBlanks,
  skipToToken,
  yamlError,
} from './cursor.ts';
import { createMapping, keyText } from './mapping.ts';
import { plainValue } from './plain-value.ts';
import { readBlockScalar } from './read-block-scalar.ts';
import { readFlow } from './read-flow.ts';
import { readPlain } from './read-plain.ts';
import { type Node, type Properties, readProperties, withProperties } from './read-properties.ts';
import { readQuoted } from './read-quoted.ts';

const none: Properties = { anchor: undefined, tag: undefined, alias: undefined };

/**
 * Reads the node that begins at or behind the cursor and is indented by `indent` columns or more; null where there is
 * none.
 */
export const readBlock = (cursor: Cursor, indent: number): JsonValue => {
  skipToToken(cursor);
  if (isOver(cursor, indent)) return null;
  refuseTab(cursor);
  if (peek(cursor) === '-' && isIndicator(cursor)) return readSequence(cursor, columnOf(cursor));
  if (isKeyAhead(cursor)) return readMapping(cursor, columnOf(cursor));
  return readValue(cursor, indent);
};

const isOver = (cursor: Cursor, indent: number): boolean =>
  peek(cursor) === '' || columnOf(cursor) < indent || isDocumentMark(cursor);

const refuseTab = (cursor: Cursor): void => {
  const line = cursor.text.slice(cursor.at - columnOf(cursor), cursor.at);
  if (/^ *\t/.test(line))
    throw yamlError(cursor, 'found character that cannot start any token: a tab indents the line');
};

const readSequence = (cursor: Cursor, column: number): JsonValue =>
  deeper(cursor, () => {
    const items: JsonValue[] = [];
    while (
      columnOf(cursor) === column &&
      peek(cursor) === '-' &&
      isIndicator(cursor) &&
      !isDocumentMark(cursor)
    ) {
      cursor.at += 1;
      items.push(readEntry(cursor, column + 1));
      endEntry(cursor, column);
    }
    return items;
  });

const readMapping = (cursor: Cursor, column: number): JsonValue =>
  deeper(cursor, () => {
    const mapping = createMapping(cursor);
    while (columnOf(cursor) === column && peek(cursor) !== '' && !isDocumentMark(cursor)) {
      const { at } = cursor;
      const key = readKey(cursor);
      skipBlanks(cursor);
      if (peek(cursor) !== ':') throw yamlError(cursor, "could not find expected ':'");
      cursor.at += 1;
      mapping.set(key, readMember(cursor, column), at);
      endEntry(cursor, column);
    }
    return mapping.value();
  });

/** What follows an entry begins a line, and is as far indented as the collection, or less. */
const endEntry = (cursor: Cursor, column: number): void => {
  skipToToken(cursor);
  if (peek(cursor) === '') return;
  const before = cursor.text.slice(cursor.at - columnOf(cursor), cursor.at);
  if (!/^[ \t]*$/.test(before) || columnOf(cursor) > column) {
    throw yamlError(cursor, 'did not find what a collection goes on with');
  }
};

const readKey = (cursor: Cursor): string => {
  const { alias } = readProperties(cursor);
  if (alias !== undefined) return keyText(cursor, alias);
  const char = peek(cursor);
  if (char === '"' || char === "'") return readQuoted(cursor);
  if (char === '[' || char === '{') return keyText(cursor, readFlow(cursor));
  return keyText(cursor, plainValue(readPlain(cursor, { isFlow: false, indent: 0, isKey: true })));
};

/** The value of a key: on its line, or below it; a sequence may begin in the column of the key. */
const readMember = (cursor: Cursor, column: number): JsonValue => {
  const isOnLine = startsOnLine(cursor);
  if (isOnLine) return readValue(cursor, column + 1);
  skipToToken(cursor);
  const isSequence = columnOf(cursor) === column && peek(cursor) === '-' && isIndicator(cursor);
  return isSequence && !isDocumentMark(cursor) ? readSequence(cursor, column) : readBlock(cursor, column + 1);
};

/** An item of a sequence: a collection may begin on its line. */
const readEntry = (cursor: Cursor, indent: number): JsonValue => readBlock(cursor, indent);

const startsOnLine = (cursor: Cursor): boolean => {
  skipBlanks(cursor);
  return !isAtLineEnd(cursor) && !(peek(cursor) === '#' && /[ \t:]/.test(cursor.text[cursor.at - 1] ?? ''));
};

/** Whether a key and its colon stand at the cursor. */
const isKeyAhead = (cursor: Cursor): boolean => {
  const probe: Cursor = { ...cursor, anchors: new Map(cursor.anchors), duplicate: [] };
  if (/^[|>#]/.test(peek(probe)) || isAtLineEnd(probe)) return false;
  if (peek(probe) === '?' && isIndicator(probe)) throw yamlError(cursor, 'keys with "?" are not read');
  if (!restOfLine(cursor).includes(':')) return false;
  try {
    readKey(probe);
  } catch {
    return false;
  }
  skipBlanks(probe);
  const isSameLine = !cursor.text.slice(cursor.at, probe.at).includes('\n');
  return isSameLine && peek(probe) === ':' && isIndicator(probe);
};

/** A value on the line of its key, or one without a collection of its own. */
const readValue = (cursor: Cursor, indent: number): JsonValue => {
  const properties = readProperties(cursor);
  if (properties.alias !== undefined) return properties.alias;
  return withProperties(cursor, properties, () => {
    const hasProperties = properties.anchor !== none.anchor || properties.tag !== none.tag;
    if (hasProperties && !startsOnLine(cursor))
      return { value: belowProperties(cursor, indent), isPlain: false };
    return readScalar(cursor, indent);
  });
};

const belowProperties = (cursor: Cursor, indent: number): JsonValue => {
  skipToToken(cursor);
  const isSequence = columnOf(cursor) === indent - 1 && peek(cursor) === '-' && isIndicator(cursor);
  return isSequence ? readSequence(cursor, indent - 1) : readBlock(cursor, indent);
};

const readScalar = (cursor: Cursor, indent: number): Node => {
  const char = peek(cursor);
  if (char === '|' || char === '>') return { value: readBlockScalar(cursor, indent - 1), isPlain: false };
  if (char === '[' || char === '{') return { value: readFlow(cursor), isPlain: false };
  if (char === '"' || char === "'") return { value: readQuoted(cursor), isPlain: false };
  return { value: readPlain(cursor, { isFlow: false, indent, isKey: false }), isPlain: true };
};
