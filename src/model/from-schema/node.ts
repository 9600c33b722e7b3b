import type { JsonObject, JsonValue } from '../json-value.ts';

/** The references that were followed to come to a node, the last one first. */
export type ActiveRefs = { readonly ref: string; readonly outer: ActiveRefs } | undefined;

/** A node of a JSON Schema as it is written, or a choice between nodes that reading made. */
export type Sub =
  | { readonly raw: JsonValue; readonly at: string; readonly active: ActiveRefs }
  | { readonly choices: readonly ConjunctionOf[]; readonly at: string };

/** Nodes that hold together, as in allOf. */
export type ConjunctionOf = readonly Sub[];

/** A choice between nodes. */
export type Union = {
  readonly mode: 'anyOf' | 'oneOf';
  readonly at: string;
  readonly branches: readonly ConjunctionOf[];
};

/** What nodes that hold together say, references followed. */
export type FlatNode = {
  readonly at: string;
  /** JSON types; undefined where any is allowed. */
  readonly types: readonly string[] | undefined;
  readonly values: readonly JsonValue[] | undefined;
  readonly patterns: readonly string[];
  /** Bounds, annotations, vendor extensions. */
  readonly plain: JsonObject;
  readonly properties: ReadonlyMap<string, ConjunctionOf>;
  readonly required: ReadonlySet<string>;
  /** Of properties that are not declared: their schema, false for none, undefined where nothing is said. */
  readonly additional: ConjunctionOf | false | undefined;
  readonly byPattern: readonly (readonly [pattern: string, value: ConjunctionOf])[];
  readonly items: ConjunctionOf | false | undefined;
  readonly tuple: readonly ConjunctionOf[] | undefined;
  readonly unions: readonly Union[];
  readonly negations: readonly ConjunctionOf[];
  readonly dependencies: readonly (readonly [name: string, needed: readonly string[]])[];
  /** A reference to something that it lies in itself. */
  readonly recursive: boolean;
  /** Nothing satisfies it. */
  readonly never: boolean;
};

/** @returns a node that says nothing */
export function emptyFlat(at: string): FlatNode {
  return {
    at,
    types: undefined,
    values: undefined,
    patterns: [],
    plain: {},
    properties: new Map(),
    required: new Set(),
    additional: undefined,
    byPattern: [],
    items: undefined,
    tuple: undefined,
    unions: [],
    negations: [],
    dependencies: [],
    recursive: false,
    never: false,
  };
}
