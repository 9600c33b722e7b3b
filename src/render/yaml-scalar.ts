import { withEscapes } from './yaml-escapes.ts';

/** Words that some YAML reader (1.1 as Go's, 1.2) takes for a boolean or null. */
const WORDS = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null', '~']);
const PLAIN = /^[A-Za-z][\w./-]*$/;

/**
 * Writes a text as a YAML scalar that every reader takes for a string: a namespace may be called `1e3` or `null`.
 *
 * @param text one line
 * @returns the text as it stands where that is safe, else in double quotes
 */
export function yamlScalar(text: string): string {
  return PLAIN.test(text) && !WORDS.has(text.toLowerCase()) ? text : withEscapes(JSON.stringify(text));
}
