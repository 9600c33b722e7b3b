/** Texts with fewer lines than this are alike by chance. */
const FEWEST_LINES = 3;
/** Stems shorter than this stand in other words as well. */
const SHORTEST_STEM = 3;

/** A text as it is compared: how often each line stands in it. */
export type Fingerprint = { readonly lines: number; readonly counts: ReadonlyMap<string, number> };

/**
 * Blanks around a line, empty lines, case and hyphens do not count, nor does the name that a file is called by: of
 * `cron-tab.ts` in which `CronTab` became `Backup`, the same lines are left as of `backup.ts`.
 *
 * @param path of the file, whose last segment up to the first dot is that name
 */
export function fingerprint({ path, text }: { readonly path: string; readonly text: string }): Fingerprint {
  const stem = foldName(/[^/]*$/u.exec(path)?.[0].replace(/^\.?([^.]*).*$/su, '$1') ?? '');
  const folded = foldName(text);
  const nameless = stem.length < SHORTEST_STEM ? folded : folded.replaceAll(stem, '\0');
  const lines = nameless
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return { lines: lines.length, counts };
}

function foldName(text: string): string {
  return text.toLowerCase().replaceAll('-', '');
}

/** @returns the share of lines that two texts have in common, 0 to 1; 0 for texts of hardly any lines */
export function similarity(one: Fingerprint, other: Fingerprint): number {
  const fewer = Math.min(one.lines, other.lines);
  if (fewer < FEWEST_LINES) return 0;
  let common = 0;
  for (const [line, count] of one.counts) common += Math.min(count, other.counts.get(line) ?? 0);
  return (2 * common) / (one.lines + other.lines);
}
