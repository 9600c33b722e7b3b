/** Narrower than this, words would stand in lines of their own. */
const MIN_WIDTH = 24;

/**
 * Breaks a text into lines between words; a word that is longer than a line stays whole.
 *
 * @param width columns of a line; undefined for one line of any length
 */
export function wrapWords(text: string, width: number | undefined): readonly string[] {
  if (width === undefined || text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > Math.max(width, MIN_WIDTH)) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
