import type { ASTNode } from '@marcbachmann/cel-js';
import { patternProblem } from '../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';
import { type CelChecking, report } from './cel-checking.ts';

/** Go's time.ParseDuration. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/u;
/** RFC 3339, as Go's time.Parse reads it. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

const CHECKS: Readonly<Record<string, (text: string) => string | undefined>> = {
  duration: (text) => (DURATION.test(text) ? undefined : 'invalid duration argument'),
  matches: (text) => (patternProblem(text) === undefined ? undefined : 'invalid matches argument'),
  timestamp: (text) => (TIMESTAMP.test(text) ? undefined : 'invalid timestamp argument'),
};

/**
 * Checks an argument that is written out and that the compiler looks at: a duration, a timestamp, a regular
 * expression.
 *
 * @see ValidateRegexLiterals of github.com/google/cel-go/cel/validator.go
 */
export function checkLiteral(checking: CelChecking, name: string, args: readonly ASTNode[]): void {
  const argument = args.at(-1);
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (check === undefined || argument?.op !== 'value' || typeof argument.args !== 'string') return;
  const message = check(argument.args);
  if (message !== undefined) {
    report(checking, argument, { message });
  }
}
