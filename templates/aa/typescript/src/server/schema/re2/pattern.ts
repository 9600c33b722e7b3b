import { parsePattern } from './parse-pattern.ts';
import { compileProgram, type PatternProgram } from './pattern-program.ts';

type Compiled =
  | { readonly program: PatternProgram; readonly problem: undefined }
  | { readonly program: undefined; readonly problem: string };

const compiled = new Map<string, Compiled>();

/**
 * The program of a pattern, compiled once.
 *
 * @returns undefined where the pattern is not RE2; `patternProblem` says why
 */
export function patternProgram(pattern: string): PatternProgram | undefined {
  return compiledOnce(pattern).program;
}

/** @returns why the API server would refuse the pattern, or undefined where it is RE2 */
export function patternProblem(pattern: string): string | undefined {
  return compiledOnce(pattern).problem;
}

function compiledOnce(pattern: string): Compiled {
  const before = compiled.get(pattern);
  if (before !== undefined) return before;
  const node = parsePattern(pattern);
  const now: Compiled =
    'problem' in node
      ? { program: undefined, problem: node.problem }
      : { program: compileProgram(node), problem: undefined };
  compiled.set(pattern, now);
  return now;
}
