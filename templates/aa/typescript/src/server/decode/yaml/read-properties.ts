import type { JsonValue } from '../../api/json.ts';
import { type Cursor, matchAt, peek, skipToToken, yamlError } from './cursor.ts';
import { plainValue } from './plain-value.ts';

/** What stands before a node: an anchor, a tag, or instead of one: an alias. */
export type Properties = {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly alias: JsonValue | undefined;
};

/** A node as it was read; a plain one is a word that may stand for something else than a text. */
export type Node = { readonly value: JsonValue; readonly isPlain: boolean };

/** Reads anchor and tag at the cursor, or an alias. */
export const readProperties = (cursor: Cursor): Properties => {
  if (peek(cursor) === '*') return { anchor: undefined, tag: undefined, alias: aliasAt(cursor) };
  let anchor: string | undefined;
  let tag: string | undefined;
  for (;;) {
    const char = peek(cursor);
    if (char === '&' && anchor === undefined) anchor = wordAt(cursor);
    else if (char === '!' && tag === undefined) tag = wordAt(cursor);
    else return { anchor, tag, alias: undefined };
    const isLineEnd = matchAt(cursor, /[ \t]*(#|\n|$)/y) !== undefined;
    if (!isLineEnd) skipToToken(cursor);
  }
};

/** The value of a node under its tag, which its anchor then names. */
export const withProperties = (cursor: Cursor, { anchor, tag }: Properties, read: () => Node): JsonValue => {
  const { value, isPlain } = read();
  const result = tagged(cursor, tag, { value, isPlain });
  if (anchor !== undefined) cursor.anchors.set(anchor.slice(1), result);
  return result;
};

const tagged = (cursor: Cursor, tag: string | undefined, { value, isPlain }: Node): JsonValue => {
  const resolved = isPlain && typeof value === 'string' ? plainValue(value) : value;
  if (tag === undefined) return resolved;
  if (tag === '!' || tag === '!!str') return value;
  if (!knownTags.includes(tag)) throw yamlError(cursor, `the tag ${tag} is not read`);
  return typeof value === 'string' && !isPlain ? plainValue(value) : resolved;
};

const knownTags = ['!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq'];

const wordAt = (cursor: Cursor): string => {
  const [word = ''] = matchAt(cursor, /[^ \t\n,[\]{}]+/y) ?? [];
  cursor.at += word.length;
  return word;
};

const aliasAt = (cursor: Cursor): JsonValue => {
  const name = wordAt(cursor).slice(1);
  const value = cursor.anchors.get(name);
  if (value === undefined) throw yamlError(cursor, `unknown anchor "${name}" referenced`);
  cursor.repeats -= sizeOf(value);
  if (cursor.repeats < 0) throw yamlError(cursor, 'aliases stand for too many values');
  return value;
};

const sizeOf = (value: JsonValue): number => {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each ?? null), 1);
};
