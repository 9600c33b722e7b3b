/** What a POSIX shell takes as it stands; a brace or a comma alone would be expanded by some shells. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** @returns the words of a command as a person would type them, quoted where a shell needs it */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : quote(word))).join(' ');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
