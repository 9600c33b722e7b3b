import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  type Tags,
} from 'yaml';
import type { JsonValue } from '../json-value.ts';
import type { Notes } from './notes.ts';

/** How deep values may lie in each other. */
const DEEPEST = 100;

/** How many values a file may have, aliases written out: an object of Kubernetes has at most some thousands. */
const MOST_VALUES = 250_000;

/** One document of a file, and where it is: the file, with the line where there are several. */
export type SourceDocument = { readonly value: JsonValue; readonly path: string };

type Reading = {
  readonly source: string;
  readonly lines: LineCounter;
  readonly notes: Notes;
  readonly document: Document.Parsed;
  readonly active: Set<unknown>;
  values: number;
};

/**
 * Reads the documents of a YAML or JSON file as kubectl does: YAML 1.1 without times and base 60, so that `yes` is true
 * and `1:30` a text. Aliases and merge keys are followed; empty documents are left out.
 *
 * @param source the file's name, for messages
 * @returns the documents; what cannot be read is among the violations, each with its line
 */
export function readDocuments(text: string, source: string, notes: Notes): readonly SourceDocument[] {
  const json = parseJson(text);
  if (json !== undefined) return isSane(json, source, notes) ? [{ value: json, path: source }] : [];
  const lines = new LineCounter();
  const documents = parseYaml(text, lines);
  if (documents === undefined) {
    notes.violations.push({ path: source, message: `it has more than ${DEEPEST} levels; kx takes no more` });
    return [];
  }
  const filled = documents.filter(({ contents, errors }) => contents !== null || errors.length > 0);
  return filled.flatMap((document) => {
    for (const { message, pos } of document.errors) {
      notes.violations.push({ path: `${source}: line ${lines.linePos(pos[0]).line}`, message });
    }
    if (document.errors.length > 0) return [];
    const reading: Reading = { source, lines, notes, document, active: new Set(), values: 0 };
    const line = lines.linePos(document.contents?.range?.[0] ?? 0).line;
    const value = jsonOf(document.contents, reading, 0);
    return value === null ? [] : [{ value, path: filled.length > 1 ? `${source}: line ${line}` : source }];
  });
}

function parseJson(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** Level by level: a function that calls itself would use up the stack on hostile input. */
function isSane(value: JsonValue, source: string, notes: Notes): boolean {
  let level: readonly JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const objects = level.filter((each) => typeof each === 'object' && each !== null);
    const hostile = objects.some((each) => Object.hasOwn(each, '__proto__'));
    if (depth > DEEPEST || hostile) {
      const message = hostile
        ? 'the key __proto__ is not taken'
        : `it has more than ${DEEPEST} levels; kx takes no more`;
      notes.violations.push({ path: source, message });
      return false;
    }
    level = objects.flatMap((each) => Object.values(each));
  }
  return true;
}

/** The parser calls itself for each level, so hostile input can use up the stack. */
function parseYaml(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | undefined {
  try {
    const options = {
      lineCounter,
      version: '1.1' as const,
      customTags: kubectlTags,
      logLevel: 'silent' as const,
    };
    const documents = parseAllDocuments(text, {
      ...options,
      prettyErrors: false,
      merge: true,
      uniqueKeys: true,
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Measured with kubectl 1.36: dates and numbers of base 60 are texts for it. */
function kubectlTags(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === 'string') return true;
    const isTime = 'format' in tag && tag.format === 'TIME';
    return !isTime && tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.tag !== 'tag:yaml.org,2002:binary';
  });
}

function jsonOf(node: unknown, reading: Reading, depth: number): JsonValue {
  reading.values += 1;
  if (reading.values > MOST_VALUES) {
    return reading.values === MOST_VALUES + 1
      ? refuse(node, reading, `there are more than ${MOST_VALUES} values once aliases are written out`)
      : null;
  }
  if (depth > DEEPEST)
    return refuse(node, reading, `there are more than ${DEEPEST} levels; kx takes no more`);
  if (isAlias(node)) return aliasOf(node, reading, depth);
  if (isSeq(node)) return node.items.map((item) => jsonOf(item, reading, depth + 1));
  if (isMap(node)) return Object.fromEntries(node.items.flatMap((pair) => membersOf(pair, reading, depth)));
  return isScalar(node) ? scalarOf(node.value, node, reading) : null;
}

function aliasOf(node: unknown, reading: Reading, depth: number): JsonValue {
  const target = isAlias(node) ? node.resolve(reading.document) : undefined;
  if (target === undefined) return refuse(node, reading, 'the alias stands for nothing');
  if (reading.active.has(target))
    return refuse(node, reading, 'the alias stands for something that it lies in itself');
  reading.active.add(target);
  const value = jsonOf(target, reading, depth);
  reading.active.delete(target);
  return value;
}

function membersOf(
  { key, value }: Pair,
  reading: Reading,
  depth: number,
): readonly (readonly [string, JsonValue])[] {
  if (!isScalar(key)) {
    refuse(key, reading, 'a key must be a text');
    return [];
  }
  const name = String(key.source ?? key.value);
  const member = jsonOf(value, reading, depth + 1);
  if (name === '__proto__') {
    refuse(key, reading, 'the key __proto__ is not taken');
    return [];
  }
  if (name !== '<<') return [[name, member]];
  const merged = Array.isArray(member) ? member.toReversed() : [member];
  return merged.flatMap((each) => (typeof each === 'object' && each !== null ? Object.entries(each) : []));
}

function scalarOf(value: unknown, node: unknown, reading: Reading): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return refuse(node, reading, `${String(value)} is no value that JSON has`);
}

function refuse(node: unknown, { source, lines, notes }: Reading, message: string): null {
  const offset = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
  notes.violations.push({ path: `${source}: line ${lines.linePos(offset).line}`, message });
  return null;
}
