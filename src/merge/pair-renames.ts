import { type Fingerprint, fingerprint, similarity } from './similarity.ts';

type Named = { readonly path: string; readonly text: string };

type Likeness = {
  readonly alike: number;
  readonly mayBe?: (from: string, to: string) => boolean;
};

/**
 * Finds files that got another name: each gone one goes with the new one that is most alike, of those that no other
 * gone file is more alike to.
 *
 * @param alike the share of lines, 0 to 1, that makes two files one
 * @param mayBe whether a file can have become another at all
 * @returns the new path by the gone one
 */
export function pairRenames(
  gone: readonly Named[],
  added: readonly Named[],
  { alike, mayBe = () => true }: Likeness,
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  if (gone.length === 0) return pairs;
  const targets = added.map(printed);
  const candidates = gone.map(printed).flatMap((from) => candidatesOf(from, targets, alike));
  const taken = new Set<string>();
  for (const { from, to } of candidates.toSorted(byLikeness)) {
    if (pairs.has(from) || taken.has(to) || !mayBe(from, to)) continue;
    pairs.set(from, to);
    taken.add(to);
  }
  return pairs;
}

type Printed = { readonly path: string; readonly print: Fingerprint };
type Candidate = { readonly from: string; readonly to: string; readonly score: number };

function printed(file: Named): Printed {
  return { path: file.path, print: fingerprint(file) };
}

function candidatesOf(
  { path: from, print }: Printed,
  targets: readonly Printed[],
  alike: number,
): readonly Candidate[] {
  return targets
    .map(({ path: to, print: other }) => ({ from, to, score: similarity(print, other) }))
    .filter(({ score }) => score >= alike);
}

/** Among equals a file that kept its name, or else its folder, comes first. */
function byLikeness(one: Candidate, other: Candidate): number {
  const order = other.score - one.score || nearness(other) - nearness(one);
  return order || (`${one.from}\n${one.to}` < `${other.from}\n${other.to}` ? -1 : 1);
}

function nearness({ from, to }: Candidate): number {
  const [, folder, name] = /^(.*?)([^/]*)$/su.exec(from) ?? [];
  const [, otherFolder, otherName] = /^(.*?)([^/]*)$/su.exec(to) ?? [];
  return (name === otherName ? 2 : 0) + (folder === otherFolder ? 1 : 0);
}
