/** @returns a character as a person can tell it apart: quoted, or by its code point where it does not show */
export function nameOfCharacter(character: string): string {
  if (character === ' ') return 'a blank';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(character) ? `the character U+${code}` : `'${character}'`;
}
