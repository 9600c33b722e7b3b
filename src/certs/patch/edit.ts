/** A part of a text that is to be another. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** @returns the text with the parts replaced, each once; everything else stays as it is */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const distinct = [...new Map(edits.map((edit) => [`${edit.start} ${edit.end}`, edit])).values()];
  return distinct
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end, text: put }) => rest.slice(0, start) + put + rest.slice(end), text);
}
