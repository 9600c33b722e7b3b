import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';

/** Names of members and places in lists, from the top of a document on. */
export type Segments = readonly string[];

/** What paths are followed through. */
export type ReadableDocument = {
  /** @returns the names of the members of a mapping, or the places of a list, at a place; none for anything else */
  readonly keysAt: (segments: Segments) => readonly string[];
  /** @returns the text of a scalar at a place */
  readonly textAt: (segments: Segments) => string | undefined;
};

/** One document of a YAML or JSON file, to find lines in. */
export type WrittenDocument = ReadableDocument & {
  /** The line that it begins at, from 1 on. */
  readonly start: number;
  /** @returns the line of the deepest of the segments that is there */
  readonly lineOf: (segments: Segments) => number;
};

/** Reads the documents of a file once more, for their lines; none where it cannot be read. */
export function writtenDocuments(text: string): readonly WrittenDocument[] {
  const lines = new LineCounter();
  try {
    const options = {
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
      uniqueKeys: false,
    } as const;
    return [...parseAllDocuments(text, options)].flatMap(({ contents }) =>
      contents === null ? [] : [documentOf(contents, lines)],
    );
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function documentOf(root: Node, lines: LineCounter): WrittenDocument {
  const line = (offset: number) => lines.linePos(offset).line;
  return {
    start: line(root.range?.[0] ?? 0),
    lineOf: (segments) => line(find(root, segments).offset),
    keysAt: (segments) => {
      const { node, isWhole } = find(root, segments);
      return isWhole ? keysOf(node) : [];
    },
    textAt: (segments) => {
      const { node, isWhole } = find(root, segments);
      return isWhole && isScalar(node) ? String(node.value) : undefined;
    },
  };
}

type Found = { readonly node: unknown; readonly offset: number; readonly isWhole: boolean };

function find(root: Node, segments: Segments): Found {
  let found: Found = { node: root, offset: root.range?.[0] ?? 0, isWhole: true };
  for (const segment of segments) {
    const next = memberOf(found.node, segment);
    if (next === undefined) return { ...found, isWhole: false };
    found = { ...next, isWhole: true };
  }
  return found;
}

function memberOf(node: unknown, segment: string): Omit<Found, 'isWhole'> | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { node: item, offset: offsetOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => nameOf(key) === segment);
  return pair === undefined ? undefined : { node: pair.value, offset: offsetOf(pair.key) };
}

function offsetOf(node: unknown): number {
  const isNode = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
  return isNode ? (node.range?.[0] ?? 0) : 0;
}

function keysOf(node: unknown): readonly string[] {
  if (isSeq(node)) return [...node.items.keys()].map(String);
  return isMap(node) ? node.items.map(({ key }) => nameOf(key)) : [];
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.source ?? key.value) : '';
}
