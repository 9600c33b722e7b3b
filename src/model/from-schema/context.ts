import type { JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import type { Notes } from '../source/notes.ts';
import type { ConjunctionOf } from './node.ts';

/** A schema has no more nodes than this when every reference in it is followed: a CRD of 3 MiB has fewer. */
const MOST_NODES = 100_000;

/** How deep schemas may lie in each other: more than anyone writes, and no danger to the call stack. */
const DEEPEST = 100;

/** The state of reading one JSON Schema; filled in place. */
export type Context = {
  readonly document: JsonValue;
  /** The file, for messages. */
  readonly source: string;
  readonly notes: Notes;
  /** Whether nodes say themselves where they are written, as those made from TypeScript do. */
  readonly positioned: boolean;
  /** What references stand for, as far as that does not depend on where they are. */
  readonly converted: Map<string, { readonly schema: Schema; readonly nodes: number }>;
  /** References back to what is just being read. */
  readonly open: Set<string>;
  readonly warned: Set<string>;
  nodes: number;
  depth: number;
  /** How often additionalProperties: false was dropped. */
  closed: number;
  readonly convert: (nodes: ConjunctionOf) => Schema;
};

/** What ends the reading of a schema at once. */
export class SchemaTooLargeError extends Error {
  readonly at: string;

  constructor(at: string, message: string) {
    super(message);
    this.at = at;
  }
}

/** Warns once of something at a place. */
export function warn(context: Context, at: string, message: string): void {
  const key = `${at} ${message}`;
  if (context.warned.has(key)) return;
  context.warned.add(key);
  context.notes.warnings.push({ path: at, message });
}

/** Counts nodes, so that references that double at every level come to an end. */
export function countNodes(context: Context, at: string, more = 1): void {
  context.nodes += more;
  if (context.nodes > MOST_NODES) {
    throw new SchemaTooLargeError(
      at,
      `the schema has more than ${MOST_NODES} fields once its references are followed; no CRD holds that many`,
    );
  }
}

/** Runs something one level deeper. */
export function oneDeeper<T>(context: Context, at: string, run: () => T): T {
  context.depth += 1;
  if (context.depth > DEEPEST) {
    throw new SchemaTooLargeError(at, `the schema has more than ${DEEPEST} levels; kx takes no more`);
  }
  const result = run();
  context.depth -= 1;
  return result;
}

/** @returns where a part of a node stands: further on in the document, or where the node itself says */
export function below(context: Context, at: string, ...steps: readonly (string | number)[]): string {
  if (context.positioned) return at;
  return [at, ...steps.map((step) => String(step).replace(/~/gu, '~0').replace(/\//gu, '~1'))].join('/');
}
