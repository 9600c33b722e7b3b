import { type CharClass, negationOf } from './char-class.ts';
import type { Assertion, PatternNode } from './pattern-node.ts';

/** One step of a program; `next` are indices of the steps that may follow. */
export type ProgramStep =
  | { readonly kind: 'chars'; readonly chars: CharClass; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'match' };

/** A pattern as a nondeterministic automaton over code points that searches anywhere in a text. */
export type PatternProgram = { readonly steps: readonly ProgramStep[]; readonly start: number };

const anyChar: PatternNode = {
  kind: 'repeat',
  node: { kind: 'chars', chars: negationOf([]) },
  min: 0,
  max: undefined,
  counted: false,
  lazy: false,
};

/** @returns the program of a parsed pattern, with counted repetitions written out */
export function compileProgram(pattern: PatternNode): PatternProgram {
  const steps: ProgramStep[] = [{ kind: 'match' }];
  const start = emit(steps, { kind: 'sequence', nodes: [anyChar, pattern, anyChar] }, 0);
  return { steps, start };
}

/** @returns the program of a parsed pattern that begins where it is started; of several ways the first is preferred */
export function compileAnchored(pattern: PatternNode): PatternProgram {
  const steps: ProgramStep[] = [{ kind: 'match' }];
  const start = emit(steps, pattern, 0);
  return { steps, start };
}

/** Appends the steps of a node that go on at `next`. @returns the index of its first step */
function emit(steps: ProgramStep[], node: PatternNode, next: number): number {
  switch (node.kind) {
    case 'chars':
      return steps.push({ kind: 'chars', chars: node.chars, next }) - 1;
    case 'assertion':
      return steps.push({ kind: 'assertion', assertion: node.assertion, next }) - 1;
    case 'sequence':
      return node.nodes.reduceRight((after, child) => emit(steps, child, after), next);
    case 'choice':
      return steps.push({ kind: 'split', next: node.nodes.map((child) => emit(steps, child, next)) }) - 1;
    case 'repeat':
      return emitRepeat(steps, node, next);
  }
}

function emitRepeat(steps: ProgramStep[], repeat: PatternNode & { kind: 'repeat' }, next: number): number {
  let entry = repeat.max === undefined ? emitLoop(steps, repeat, next) : next;
  for (let copy = repeat.min; copy < (repeat.max ?? repeat.min); copy++) {
    entry = steps.push({ kind: 'split', next: waysOf(repeat, emit(steps, repeat.node, entry), next) }) - 1;
  }
  for (let copy = 0; copy < repeat.min; copy++) {
    entry = emit(steps, repeat.node, entry);
  }
  return entry;
}

function emitLoop(steps: ProgramStep[], repeat: PatternNode & { kind: 'repeat' }, next: number): number {
  const loop = steps.push({ kind: 'split', next: [] }) - 1;
  steps[loop] = { kind: 'split', next: waysOf(repeat, emit(steps, repeat.node, loop), next) };
  return loop;
}

/** The way that is preferred first: once more, or, of a lazy repetition, on. */
function waysOf({ lazy }: PatternNode & { kind: 'repeat' }, again: number, on: number): readonly number[] {
  return lazy ? [on, again] : [again, on];
}
