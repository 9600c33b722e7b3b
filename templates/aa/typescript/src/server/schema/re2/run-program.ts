import { hasCodePoint } from './char-class.ts';
import { wordChars } from './named-classes.ts';
import type { Assertion } from './pattern-node.ts';
import type { PatternProgram, ProgramStep } from './pattern-program.ts';

/** The characters around a position in a text, as code points; undefined at either end. */
export type Surroundings = { readonly before: number | undefined; readonly after: number | undefined };

const assertionHolds: Readonly<Record<Assertion, (at: Surroundings) => boolean>> = {
  lineEnd: ({ after }) => after === undefined || after === 0x0a,
  lineStart: ({ before }) => before === undefined || before === 0x0a,
  notWordBoundary: (at) => isWordChar(at.before) === isWordChar(at.after),
  textEnd: ({ after }) => after === undefined,
  textStart: ({ before }) => before === undefined,
  wordBoundary: (at) => isWordChar(at.before) !== isWordChar(at.after),
};

/** @returns whether `\w` has the code point; the ends of a text have none */
export function isWordChar(codePoint: number | undefined): boolean {
  return codePoint !== undefined && hasCodePoint(wordChars, codePoint);
}

/** @returns whether an assertion holds between two characters */
export function holds(assertion: Assertion, at: Surroundings): boolean {
  return assertionHolds[assertion](at);
}

/**
 * Follows every step that takes no character.
 *
 * @param passes whether an assertion lets through at this position
 * @returns the steps that wait for a character, and the match if it is reached
 */
export function reachable(
  program: PatternProgram,
  from: Iterable<number>,
  passes: (assertion: Assertion) => boolean,
): ReadonlySet<number> {
  const seen = new Set<number>(from);
  const waiting = new Set<number>();
  for (const index of seen) {
    const step = program.steps[index];
    if (step?.kind === 'chars' || step?.kind === 'match') {
      waiting.add(index);
    }
    for (const next of withoutChar(step, passes)) {
      seen.add(next);
    }
  }
  return waiting;
}

function withoutChar(
  step: ProgramStep | undefined,
  passes: (assertion: Assertion) => boolean,
): readonly number[] {
  if (step?.kind === 'split') return step.next;
  return step?.kind === 'assertion' && passes(step.assertion) ? [step.next] : [];
}

/** @returns the steps after those of `waiting` that take the code point; each once */
export function advance(
  program: PatternProgram,
  waiting: ReadonlySet<number>,
  codePoint: number,
): ReadonlySet<number> {
  const next = new Set<number>();
  for (const index of waiting) {
    const step = program.steps[index];
    if (step?.kind === 'chars' && hasCodePoint(step.chars, codePoint)) {
      next.add(step.next);
    }
  }
  return next;
}
