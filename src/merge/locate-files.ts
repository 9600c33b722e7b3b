import type { BaseFile, DiskEntry, MergeInput } from './merge-input.ts';
import { pairRenames } from './pair-renames.ts';

/**
 * What an owner moved has at least these many lines in common with what kx rendered. Small manifests of one kind have
 * half of their lines in common, and a file that kx did not make must not be taken for one.
 */
const ALIKE = 0.8;

/** Where a file of the base is now. */
export type Place = { readonly path: string; readonly entry: Exclude<DiskEntry, { kind: 'absent' }> };

type Sides = Pick<MergeInput, 'base' | 'disk' | 'strays'> & {
  /** What becomes of a file of the base: the path that it is rendered at now. */
  readonly renderedAt: ReadonlyMap<string, string>;
  /** Every path that is rendered now. */
  readonly rendered: ReadonlySet<string>;
};

/**
 * Finds each file of the base in the tree: where it was rendered, where its owner kept it the last time, or where a
 * file is that nobody rendered and that is like it.
 *
 * @returns the place by the path in the base; absent ones were deleted
 */
export function locateFiles({ base, disk, strays, renderedAt, rendered }: Sides): ReadonlyMap<string, Place> {
  const known = new Map(
    base.flatMap((file) =>
      [...knownPlace(file, { disk, strays })].map((place) => [file.path, place] as const),
    ),
  );
  const taken = new Set([...known.values()].map(({ path }) => path));
  const lost = base.filter(({ path }) => !known.has(path)).map(({ path, base: text }) => ({ path, text }));
  const candidates = [...strays].flatMap(([path, { text, isText }]) =>
    isText && !taken.has(path) ? [{ path, text }] : [],
  );
  const mayBe = (from: string, to: string) => !rendered.has(to) || renderedAt.get(from) === to;
  const found = pairRenames(lost, candidates, { alike: ALIKE, mayBe });
  const places = [...found].flatMap(([from, path]) => {
    const entry = strays.get(path);
    return entry === undefined ? [] : [[from, { path, entry }] as const];
  });
  return new Map([...known, ...places]);
}

function knownPlace(
  { path, at }: BaseFile,
  { disk, strays }: Pick<MergeInput, 'disk' | 'strays'>,
): readonly Place[] {
  const paths = [...(at === undefined ? [] : [at]), path];
  return paths
    .flatMap((each) => {
      const entry = disk.get(each) ?? strays.get(each);
      return entry === undefined || entry.kind === 'absent' ? [] : [{ path: each, entry }];
    })
    .slice(0, 1);
}
