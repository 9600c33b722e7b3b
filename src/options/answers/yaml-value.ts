import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Violation } from '../../errors.ts';
import type { JsonValue } from '../../model/json-value.ts';
import { DEEPEST } from '../custom-resource/deepest.ts';

type Reading = {
  readonly source: string;
  readonly lines: LineCounter;
  readonly violations: Violation[];
};

/**
 * Turns a parsed YAML document into a value of JSON. An alias may stand for far more than it takes to write, or for
 * itself, and a tag for anything, so neither is taken.
 *
 * @returns the value, null where there is something that JSON does not have, and a violation for each such thing
 */
export function yamlValue(
  document: Document.Parsed,
  source: string,
  lines: LineCounter = new LineCounter(),
): { readonly value: JsonValue; readonly violations: readonly Violation[] } {
  const reading: Reading = { source, lines, violations: [] };
  const value = jsonOf(document.contents, reading, 0);
  return { value, violations: reading.violations };
}

/** Answers and the items of their lists are texts, even where they look like numbers; members below may be numbers. */
const TEXT_LEVELS = 2;

function jsonOf(node: unknown, reading: Reading, depth: number): JsonValue {
  if (isAlias(node)) return refuse(node, reading, `*${node.source} is an alias; write the value out`);
  if (depth > DEEPEST)
    return refuse(node, reading, `there are more than ${DEEPEST} levels; kx takes no more`);
  if (isSeq(node)) {
    return refuseTag(node, reading) ?? node.items.map((item) => jsonOf(item, reading, depth + 1));
  }
  if (isMap(node)) {
    const pairs = node.items.flatMap((pair) => member(pair, reading, depth));
    return refuseTag(node, reading) ?? Object.fromEntries(pairs);
  }
  if (!isScalar(node)) return null;
  const refused = refuseTag(node, reading) ?? (depth > TEXT_LEVELS ? undefined : refuseLoss(node, reading));
  return refused === undefined ? scalarOf(node.value, node, reading) : null;
}

function member(pair: Pair, reading: Reading, depth: number): readonly (readonly [string, JsonValue])[] {
  const { key } = pair;
  if (isScalar(key) && key.tag === undefined) {
    return [[String(key.source ?? key.value), jsonOf(pair.value, reading, depth + 1)]];
  }
  refuse(key, reading, 'a key must be a text');
  return [];
}

function scalarOf(value: unknown, node: Node, reading: Reading): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? 0 : value;
  return refuse(node, reading, `${String(value)} is no value that JSON has`);
}

/** A label `1.0` or `007` would become `1` or `7`, and nobody would know. */
function refuseLoss(node: Scalar, reading: Reading): null | undefined {
  const { value, source } = node;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (source === undefined || source === String(value)) return undefined;
  const otherwise = Number.isSafeInteger(value) ? `, or write ${value} if that is meant` : '';
  const message = `${source} is the number ${value} in YAML; put it in quotes${otherwise}`;
  return refuse(node, reading, message);
}

/** A `!` that is alone says that a scalar is a text, which is as good as quotes. */
function refuseTag(node: Node, reading: Reading): null | undefined {
  const { tag } = node;
  return tag === undefined || tag === '!'
    ? undefined
    : refuse(node, reading, `the tag ${tag} is not taken; put a text in quotes`);
}

function refuse(node: unknown, { source, lines, violations }: Reading, message: string): null {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  violations.push({ path: `${source}:${lines.linePos(offset).line}`, message });
  return null;
}

function isNode(node: unknown): node is Node {
  return isAlias(node) || isMap(node) || isSeq(node) || isScalar(node);
}
