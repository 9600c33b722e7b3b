/**
 * Git on Windows checks text files out with CRLF. Such a file is what kx wrote, and is not to be changed for it.
 *
 * @param text any text
 * @returns whether every line of it ends in CRLF, and there is one
 */
function isCrlf(text: string): boolean {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text);
}

/**
 * @param text as rendered
 * @param model the text on disk
 * @returns the text with the line ends of the model: CRLF where the model has nothing else
 */
export function withLineEndsOf(text: string, model: string): string {
  return isCrlf(model) ? text.replace(/\r?\n/g, '\r\n') : text;
}
