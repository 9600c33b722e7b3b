/**
 * The candidate that a misspelt name most likely meant.
 *
 * @param name what was typed
 * @param candidates what exists
 * @returns the candidate at the smallest edit distance, if that is at most a third of its length
 *   (at least one edit is always forgiven), else undefined
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const forgiven = Math.max(1, Math.floor(Math.max(candidate.length, name.length) / 3));
    if (distance <= forgiven && (best === undefined || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** @returns `did you mean string?`, or undefined where no candidate is near */
export function nearestHint(name: string, candidates: readonly string[]): string | undefined {
  const near = nearest(name, candidates);
  return near === undefined ? undefined : `did you mean ${near}?`;
}

/** Damerau-Levenshtein distance with adjacent transpositions: `gruop` is one slip away from `group`. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      rows[i]?.push(cheapest({ rows, a, b, i, j }));
    }
  }
  return rows[a.length]?.[b.length] ?? 0;
}

type Cell = {
  readonly rows: readonly (readonly number[])[];
  readonly a: string;
  readonly b: string;
  readonly i: number;
  readonly j: number;
};

function cheapest({ rows, a, b, i, j }: Cell): number {
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  const substitution = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  const transposition = swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
  return Math.min(substitution, at(i - 1, j) + 1, at(i, j - 1) + 1, transposition);
}
