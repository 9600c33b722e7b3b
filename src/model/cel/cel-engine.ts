import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import type { CelProblem } from './cel-problem.ts';

/** What reading an expression gives; `unreadable` is what the API server may take and the library does not know. */
export type ParsedCel =
  | { readonly kind: 'parsed'; readonly ast: ASTNode; readonly run: ParseResult }
  | { readonly kind: 'problem'; readonly problem: CelProblem }
  | { readonly kind: 'unreadable' };

/** The library that reads and evaluates CEL, loaded; see `loadCel`. */
export type CelEngine = {
  readonly parse: (source: string) => ParsedCel;
  /** The optional without a value. */
  readonly none: unknown;
  /** A duration as expressions have it. */
  readonly durationOf: (seconds: number) => unknown;
};
