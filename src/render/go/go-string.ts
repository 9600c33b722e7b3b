/**
 * @param text any
 * @returns a string literal of Go in double quotes
 * @see https://go.dev/ref/spec#String_literals
 */
export function goString(text: string): string {
  // What JSON escapes, Go escapes alike; a lone surrogate is no character in Go.
  return JSON.stringify(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
