import type {
  PatternProgram,
  ProgramStep,
} from '../../../templates/aa/typescript/src/server/schema/re2/pattern-program.ts';

/**
 * For each number of characters that are left, the steps from which a text can still end in a match.
 *
 * `^` and `$` are exact, since the position follows from what is left; `\b` and line anchors are taken to hold.
 *
 * @param length how long the whole text is
 * @returns at index n the steps that can match with exactly n more characters
 */
export function statesByRemaining(program: PatternProgram, length: number): readonly ReadonlySet<number>[] {
  const before = predecessors(program.steps);
  const tables: ReadonlySet<number>[] = [];
  for (let remaining = 0; remaining <= length; remaining++) {
    const ends = remaining === 0 ? [0] : takersOf(program.steps, tables[remaining - 1] ?? new Set());
    const blocked = new Set([
      ...(remaining === 0 ? [] : ['textEnd']),
      ...(remaining === length ? [] : ['textStart']),
    ]);
    tables.push(closureBackwards(program.steps, ends, { before, blocked }));
  }
  return tables;
}

/** @returns for each step, the steps that lead to it without taking a character */
function predecessors(steps: readonly ProgramStep[]): ReadonlyMap<number, readonly number[]> {
  const before = new Map<number, number[]>();
  for (const [index, step] of steps.entries()) {
    const next = step.kind === 'split' ? step.next : step.kind === 'assertion' ? [step.next] : [];
    for (const target of next) {
      before.set(target, [...(before.get(target) ?? []), index]);
    }
  }
  return before;
}

function takersOf(steps: readonly ProgramStep[], targets: ReadonlySet<number>): readonly number[] {
  const takers: number[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'chars' && targets.has(step.next)) {
      takers.push(index);
    }
  }
  return takers;
}

function closureBackwards(
  steps: readonly ProgramStep[],
  ends: readonly number[],
  { before, blocked }: { before: ReadonlyMap<number, readonly number[]>; blocked: ReadonlySet<string> },
): ReadonlySet<number> {
  const seen = new Set(ends);
  for (const index of seen) {
    for (const previous of before.get(index) ?? []) {
      const step = steps[previous];
      if (step?.kind !== 'assertion' || !blocked.has(step.assertion)) {
        seen.add(previous);
      }
    }
  }
  return seen;
}
