/**
 * What a YAML reader may refuse, or read as a line break (YAML 1.1, 5.1 and 5.4), though JSON has it as it stands:
 * DEL, C1 controls with NEL, the separators U+2028 and U+2029, the byte-order mark and non-characters.
 */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu;

/** @returns whether a text can stand in double quotes alone, with escapes */
export function needsEscapes(text: string): boolean {
  return text.search(UNSAFE) !== -1;
}

/** @returns YAML in which such characters, all of them within double quotes, are escaped */
export function withEscapes(yaml: string): string {
  return yaml.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
