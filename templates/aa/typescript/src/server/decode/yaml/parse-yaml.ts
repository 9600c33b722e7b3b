import type { JsonValue } from '../../api/json.ts';
import { cursorAt, isDocumentMark, peek, skipLine, skipToToken, yamlError } from './cursor.ts';
import { readBlock } from './read-block.ts';

/** A document: the JSON that it stands for, and a sentence for each key that a mapping has twice. */
export type YamlDocument = { readonly value: JsonValue; readonly duplicate: readonly string[] };

/**
 * Reads one document of YAML into the JSON that it stands for, as sigs.k8s.io/yaml does for the API server: plain
 * scalars by YAML 1.1, anchors, aliases and merge keys, flow and block collections, every kind of scalar. Not read:
 * keys with `?`, tags of one's own, several documents.
 *
 * A YamlError names the line, counted from 1.
 */
export const parseYaml = (text: string): YamlDocument => {
  const cursor = cursorAt(text);
  skipToToken(cursor);
  while (peek(cursor) === '%') {
    skipLine(cursor);
    skipToToken(cursor);
  }
  if (isDocumentMark(cursor) && peek(cursor) === '-') cursor.at += 3;
  const value = readBlock(cursor, 0);
  skipToToken(cursor);
  if (isDocumentMark(cursor)) {
    cursor.at += 3;
    skipToToken(cursor);
  }
  if (peek(cursor) !== '') throw yamlError(cursor, 'something follows the document');
  return { value, duplicate: cursor.duplicate };
};
