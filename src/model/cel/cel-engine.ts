import type { ASTNode } from '@marcbachmann/cel-js';
import type { CelProblem } from './cel-problem.ts';
import type { evaluateRule } from './evaluate-rule.ts';

/** What reading an expression gives; `unreadable` is what the API server may take and the library does not know. */
export type ParsedCel =
  | { readonly kind: 'parsed'; readonly ast: ASTNode }
  | { readonly kind: 'problem'; readonly problem: CelProblem }
  | { readonly kind: 'unreadable' };

/** Tells whether rules hold; see `evaluateRule`. */
export type RuleEvaluator = { readonly evaluate: typeof evaluateRule };

/** What reads and evaluates CEL, loaded; see `loadCel`. */
export type CelEngine = RuleEvaluator & { readonly parse: (source: string) => ParsedCel };
