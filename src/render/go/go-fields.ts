/** A field of a composite literal: its value may have several lines, which begin with tabs of their own. */
export type GoEntry = readonly [key: string, value: string];

/**
 * Writes the fields of a struct literal as gofmt aligns them: those that follow each other on one line each.
 *
 * @param depth tabs before each line
 * @returns lines with their line breaks
 */
function goFields(entries: readonly GoEntry[], depth: number): string {
  return runsOf(entries)
    .flatMap((run) => {
      const width = Math.max(...run.map(([key]) => [...key].length)) + 1;
      return run.map(([key, value]) => `${`${key}:`.padEnd(width)} ${value},`);
    })
    .map((text) => `${indented(text, depth)}\n`)
    .join('');
}

/** @returns a composite literal on lines of its own */
export function goStructLiteral(type: string, entries: readonly GoEntry[]): string {
  return `${type}{\n${goFields(entries, 1)}}`;
}

/** @returns a slice literal whose elements are on lines of their own */
export function goListLiteral(type: string, elements: readonly string[]): string {
  return `${type}{\n${elements.map((element) => `${indented(`${element},`, 1)}\n`).join('')}}`;
}

function indented(text: string, depth: number): string {
  const tabs = '\t'.repeat(depth);
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : tabs + line))
    .join('\n');
}

/** What has several lines stands alone. */
function runsOf(entries: readonly GoEntry[]): readonly (readonly GoEntry[])[] {
  const runs: GoEntry[][] = [];
  let isOpen = false;
  for (const entry of entries) {
    const isPlain = !entry[1].includes('\n');
    if (isOpen && isPlain) runs.at(-1)?.push(entry);
    else runs.push([entry]);
    isOpen = isPlain;
  }
  return runs;
}
