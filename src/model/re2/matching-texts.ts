import type { PatternProgram } from '../../../templates/aa/typescript/src/server/schema/re2/pattern-program.ts';
import {
  advance,
  holds,
  reachable,
} from '../../../templates/aa/typescript/src/server/schema/re2/run-program.ts';
import { sampleAlphabet } from './sample-alphabet.ts';
import { statesByRemaining } from './states-by-remaining.ts';

/** How long a text may be, in code points; both ends are included. */
export type LengthBounds = { readonly min: number; readonly max: number };

/** Steps after which the whole search gives up; only patterns full of `\b` come near. */
const PATIENCE = 20_000;

/** No sample needs to be longer; the automaton's tables grow with the length. */
const LONGEST = 4096;

type Search = { readonly alphabet: readonly number[]; patience: number };

type Position = {
  readonly states: ReadonlySet<number>;
  readonly text: readonly number[];
};

/**
 * Texts that a pattern is found in, shortest first, each once, always the same ones.
 *
 * Nothing comes when no text within the bounds is made of characters that `sampleAlphabet` chose.
 */
export function* matchingTexts(program: PatternProgram, bounds: LengthBounds): Generator<string> {
  const alphabet = sampleAlphabet(program);
  const last = Math.min(bounds.max, LONGEST, bounds.min + program.steps.length + 64);
  const search = { alphabet, patience: PATIENCE };
  for (const length of feasibleLengths(program, bounds.min, last)) {
    yield* textsOfLength(program, search, length);
  }
}

/** Lengths at which the match can be reached if `\b` and the like always held. */
function* feasibleLengths(program: PatternProgram, min: number, max: number): Generator<number> {
  let states: ReadonlySet<number> = new Set([program.start]);
  for (let length = 0; length <= max && states.size > 0; length++) {
    const atStart = length === 0;
    if (
      length >= min &&
      reachable(program, states, (assertion) => atStart || assertion !== 'textStart').has(0)
    ) {
      yield length;
    }
    const waiting = reachable(
      program,
      states,
      (assertion) => assertion !== 'textEnd' && (atStart || assertion !== 'textStart'),
    );
    states = successors(program, waiting);
  }
}

function successors(program: PatternProgram, waiting: ReadonlySet<number>): ReadonlySet<number> {
  const next = new Set<number>();
  for (const index of waiting) {
    const step = program.steps[index];
    if (step?.kind === 'chars') {
      next.add(step.next);
    }
  }
  return next;
}

/** Depth first over sets of states, so that no text comes twice; states that cannot end in time are left out. */
function* textsOfLength(program: PatternProgram, search: Search, length: number): Generator<string> {
  const useful = statesByRemaining(program, length);
  const stack: Position[] = [{ states: new Set([program.start]), text: [] }];
  for (; search.patience > 0; search.patience--) {
    const position = stack.pop();
    if (position === undefined) return;
    if (position.text.length < length) {
      const remaining = useful[length - position.text.length - 1] ?? new Set();
      stack.push(...extensions(program, position, { alphabet: search.alphabet, remaining }));
    } else if (endsInMatch(program, position)) {
      yield String.fromCodePoint(...position.text);
    }
  }
}

/** @returns the position after each character that can follow, the most pleasant last: it is taken first */
function extensions(
  program: PatternProgram,
  position: Position,
  { alphabet, remaining }: { readonly alphabet: readonly number[]; readonly remaining: ReadonlySet<number> },
): readonly Position[] {
  const found: Position[] = [];
  for (const after of alphabet) {
    const at = { before: position.text.at(-1), after };
    const waiting = reachable(program, position.states, (assertion) => holds(assertion, at));
    const states = new Set([...advance(program, waiting, after)].filter((index) => remaining.has(index)));
    if (states.size > 0) {
      found.unshift({ states, text: [...position.text, after] });
    }
  }
  return found;
}

function endsInMatch(program: PatternProgram, position: Position): boolean {
  const at = { before: position.text.at(-1), after: undefined };
  return reachable(program, position.states, (assertion) => holds(assertion, at)).has(0);
}
