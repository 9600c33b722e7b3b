import type { Violation } from '../errors.ts';
import type { RenderedFile } from '../render/file-set.ts';
import { locateFiles, type Place } from './locate-files.ts';
import { mergeAdded, mergeContinued, mergeDropped } from './merge-file.ts';
import type { MergeInput } from './merge-input.ts';
import type { MergedFile, Outcome } from './merged-file.ts';
import { pairRenames } from './pair-renames.ts';

/** What an update does to a tree. */
export type MergedTree = {
  /** Sorted by path, each path once. */
  readonly files: readonly MergedFile[];
  /** Where the owner keeps files, by the path that they are rendered at; for the next update. */
  readonly moved: ReadonlyMap<string, string>;
  /** Why the tree cannot be updated; then nothing must be written. */
  readonly violations: readonly Violation[];
};

/**
 * Merges what kx renders now into a tree that was rendered before and edited since, file by file, along with renames
 * and deletions on either side. What its owner wrote is never lost but by his own deletion: it stays, is merged, stands
 * between the markers of a conflict, or the update is refused.
 */
export function planMerge(input: MergeInput): MergedTree {
  const { continued, places } = matchFiles(input);
  const rendered = new Map(input.files.map((file) => [file.path, file]));
  const ofBase = input.base.map((base): Continuation => {
    const renderedAt = continued.get(base.path);
    const theirs = rendered.get(renderedAt ?? '');
    const place = places.get(base.path);
    if (theirs === undefined) return mergeDropped(base, place);
    return { ...mergeContinued({ base, place, theirs }, input), renderedAt: theirs.path };
  });
  const moved = new Map(ofBase.flatMap(placeOf));
  const claimed = new Set([...moved.values()].filter((path) => rendered.has(path)));
  const old = new Set(continued.values());
  const isAdded = ({ path }: RenderedFile) => !old.has(path) && !claimed.has(path);
  const outcomes = [...ofBase, ...input.files.filter(isAdded).map((file) => mergeAdded(file, input))];
  const files = outcomes.flatMap((outcome) => outcome.files);
  return {
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    moved,
    violations: [...outcomes.flatMap(({ violations }) => violations), ...[...claimed].map(claimViolation)],
  };
}

type Continuation = Outcome & { readonly renderedAt?: string };

function placeOf({ at, renderedAt }: Continuation): readonly (readonly [string, string])[] {
  return at === undefined || renderedAt === undefined ? [] : [[renderedAt, at]];
}

function claimViolation(path: string): Violation {
  return {
    path,
    message: 'is where you moved a file of kx, and kx renders another one there now',
    hint: 'move it elsewhere',
  };
}

/** What kx renders at another path now has at least half of its lines in common: git's threshold for a rename. */
const ALIKE = 0.5;

type Matches = {
  /** The path that a file of the base is rendered at now, by its path then; absent where it is rendered no more. */
  readonly continued: ReadonlyMap<string, string>;
  /** Where the tree has it, by its path in the base. */
  readonly places: ReadonlyMap<string, Place>;
};

/** @returns what is one file across base, tree and rendering */
function matchFiles({ base, files, disk, strays }: MergeInput): Matches {
  const rendered = new Set(files.map(({ path }) => path));
  const before = new Set(base.map(({ path }) => path));
  const gone = base.filter(({ path }) => !rendered.has(path)).map(({ path, base: text }) => ({ path, text }));
  const renamed = pairRenames(
    gone,
    files.filter(({ path }) => !before.has(path)),
    { alike: ALIKE },
  );
  const same = [...before].filter((path) => rendered.has(path)).map((path) => [path, path] as const);
  const continued = new Map([...same, ...renamed]);
  return { continued, places: locateFiles({ base, disk, strays, renderedAt: continued, rendered }) };
}
