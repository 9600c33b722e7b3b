import { parsePattern } from './parse-pattern.ts';
import { compileProgram, type PatternProgram } from './pattern-program.ts';

const compiled = new Map<string, PatternProgram | undefined>();

/**
 * The program of a pattern, compiled once.
 *
 * @returns undefined where the pattern is not RE2; `patternProblem` says why
 */
export function patternProgram(pattern: string): PatternProgram | undefined {
  if (!compiled.has(pattern)) {
    const node = parsePattern(pattern);
    compiled.set(pattern, 'problem' in node ? undefined : compileProgram(node));
  }
  return compiled.get(pattern);
}

/** @returns why the API server would refuse the pattern, or undefined where it is RE2 */
export function patternProblem(pattern: string): string | undefined {
  const node = parsePattern(pattern);
  return 'problem' in node ? node.problem : undefined;
}
