import type { TSType } from '@babel/types';
import type { Problem } from '../errors.ts';
import type { JsonObject } from '../model/json-value.ts';
import type { Notes } from '../model/source/notes.ts';
import type { ResolveImport } from '../model/source/read-sources.ts';
import type { Module, ParseModule } from './parse-module.ts';

/** Where a type is written: its module, and what the type parameters in scope stand for. */
export type Scope = {
  readonly module: Module;
  readonly parameters: ReadonlyMap<string, ScopedType>;
};

/** A type with the scope that its names are looked up in, or a schema in its place. */
export type ScopedType = { readonly type: TSType; readonly scope: Scope } | { readonly schema: JsonObject };

/** A field of an object type; its schema is made when it is asked for. */
export type Member = {
  readonly schema: () => JsonObject;
  readonly optional: boolean;
  readonly at: string;
};

/** What an object type has. */
export type Members = {
  readonly properties: ReadonlyMap<string, Member>;
  /** What an index signature says of all other keys. */
  readonly index: (() => JsonObject) | undefined;
};

/** The state of reading types; filled in place. */
export type Program = {
  readonly parse: ParseModule;
  readonly resolveImport: ResolveImport;
  readonly notes: Notes;
  readonly modules: Map<string, Module | undefined>;
  /** Named types by what names them, under the names they have in `$defs`. */
  readonly names: Map<string, string>;
  readonly definitions: Map<string, JsonObject>;
  /** Fields of named types that are being read by `Type['field']`, and whether they were met again meanwhile. */
  readonly underWay: Map<string, { readonly name: string; isMet: boolean }>;
  depth: number;
  readonly schemaOf: (type: TSType, scope: Scope) => JsonObject;
  /** @returns undefined for what is no object type */
  readonly membersOf: (type: TSType, scope: Scope) => Members | undefined;
};

/** What ends the reading of types at once. */
export class TypesTooDeepError extends Error {
  readonly at: string;

  constructor(at: string) {
    super(
      'the types lie too deep in each other; a generic type that makes itself larger each time never ends',
    );
    this.at = at;
  }
}

const DEEPEST = 100;

/** Runs something one level deeper. */
export function oneDeeper<T>(program: Program, at: string, run: () => T): T {
  program.depth += 1;
  if (program.depth > DEEPEST) throw new TypesTooDeepError(at);
  const result = run();
  program.depth -= 1;
  return result;
}

/** @returns where a node is written: `types.ts:12` */
export function positionOf(
  node: { readonly loc?: { readonly start: { readonly line: number } } | null },
  { module }: Scope,
): string {
  return `${module.name}:${node.loc?.start.line ?? 1}`;
}

/** Refuses the input because of something. */
export function refuse(program: Program, at: string, problem: Problem): void {
  const { violations } = program.notes;
  const known = violations.some(({ path, message }) => path === at && message === problem.message);
  if (!known) violations.push({ path: at, ...problem });
}

/** Warns of something that is lost. */
export function lost(program: Program, at: string, message: string): void {
  const known = program.notes.warnings.some((warning) => warning.path === at && warning.message === message);
  if (!known) program.notes.warnings.push({ path: at, message });
}
