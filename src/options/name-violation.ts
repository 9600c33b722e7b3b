import type { Violation } from '../errors.ts';

type GivenName = {
  /** The flag as typed. */
  readonly path: string;
  readonly name: string;
  /** What it names: `a Service name`. */
  readonly what: string;
  /** What is wrong with it by the rules of such names, as the end of a sentence. */
  readonly problemOf: (name: string) => string | undefined;
};

/** @returns the violation of a name that its own rules refuse, or undefined */
export function nameViolation({ path, name, what, problemOf }: GivenName): Violation | undefined {
  const problem = problemOf(name);
  return problem === undefined ? undefined : { path, message: `'${name}' is not ${what}: it ${problem}` };
}
