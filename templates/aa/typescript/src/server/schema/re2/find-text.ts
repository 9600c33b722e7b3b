import { hasCodePoint } from './char-class.ts';
import { parsePattern } from './parse-pattern.ts';
import { compileAnchored, type PatternProgram } from './pattern-program.ts';
import { holds } from './run-program.ts';

const compiled = new Map<string, PatternProgram>();

/**
 * Finds a pattern in a text again and again, at most `most` times, as often as it is there where that is below 0.
 *
 * @param onSteps is told of the work as it goes on, and may throw: a hostile text makes each match as long as the text
 * @returns what Go's `regexp.FindAllString` finds: of several matches at a place the one that a backtracking search
 *   finds first, in time linear in the text for each
 * @throws Error for a pattern that is not RE2; `patternProblem` says why
 */
export function findAllTexts(
  pattern: string,
  text: string,
  { most, onSteps }: { readonly most: number; readonly onSteps: (count: number) => void },
): readonly string[] {
  const program = programOf(pattern);
  const characters = [...text];
  const points = characters.map((character) => character.codePointAt(0) ?? 0);
  const found: string[] = [];
  let lastEnd = -1;
  for (let from = 0; from <= points.length && (most < 0 || found.length < most); ) {
    const match = findFrom({ program, points, onSteps }, from);
    if (match === undefined) break;
    // An empty match right after another one is none.
    if (match.end > match.begin || match.begin !== lastEnd) {
      found.push(characters.slice(match.begin, match.end).join(''));
    }
    lastEnd = match.end;
    from = match.end > match.begin ? match.end : match.end + 1;
  }
  return found;
}

function programOf(pattern: string): PatternProgram {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const node = parsePattern(pattern);
  if ('problem' in node) throw new Error(node.problem);
  const program = compileAnchored(node);
  compiled.set(pattern, program);
  return program;
}

type Match = { readonly begin: number; readonly end: number };

/** Waits at a step for a character, and where its match began; those that are preferred come first. */
type Thread = { readonly step: number; readonly begin: number };

type Search = {
  readonly program: PatternProgram;
  readonly points: readonly number[];
  readonly onSteps: (count: number) => void;
};

function findFrom(search: Search, from: number): Match | undefined {
  const { program, points, onSteps } = search;
  let threads: readonly Thread[] = [];
  let best: Match | undefined;
  for (let at = from; at <= points.length; at++) {
    const begun: readonly Thread[] = best === undefined ? [{ step: program.start, begin: at }] : [];
    const round = advanceAll(search, at, reachableFrom(search, at, [...threads, ...begun]));
    best = round.match ?? best;
    threads = round.threads;
    onSteps(threads.length + 1);
    if (threads.length === 0 && best !== undefined) break;
  }
  return best;
}

/** Takes one character with each thread, up to one that has come to the match: those after it are worse. */
function advanceAll({ program, points }: Search, at: number, threads: readonly Thread[]) {
  const next: Thread[] = [];
  const point = points[at];
  for (const { step: index, begin } of threads) {
    const step = program.steps[index];
    if (step?.kind === 'match') return { threads: next, match: { begin, end: at } };
    if (step?.kind === 'chars' && point !== undefined && hasCodePoint(step.chars, point)) {
      next.push({ step: step.next, begin });
    }
  }
  return { threads: next, match: undefined };
}

/** Follows every step that takes no character, in the order of preference; each step is waited at once. */
function reachableFrom(
  { program, points }: Search,
  at: number,
  threads: readonly Thread[],
): readonly Thread[] {
  const around = { before: points[at - 1], after: points[at] };
  const seen = new Set<number>();
  const waiting: Thread[] = [];
  const open = threads.toReversed();
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    const { step: index, begin } = thread;
    const step = program.steps[index];
    if (step === undefined || seen.has(index)) continue;
    seen.add(index);
    if (step.kind === 'split') open.push(...step.next.toReversed().map((next) => ({ step: next, begin })));
    else if (step.kind !== 'assertion') waiting.push(thread);
    else if (holds(step.assertion, around)) open.push({ step: step.next, begin });
  }
  return waiting;
}
