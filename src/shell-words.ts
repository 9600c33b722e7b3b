/** What a POSIX shell takes as it stands; a brace alone would be expanded by some shells. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** @returns a text as one word of a shell's command line, quoted only where it must be */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** @returns the words of a command as a person would type them */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
