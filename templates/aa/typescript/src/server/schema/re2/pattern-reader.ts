/** Why a pattern does not compile, in the words of Go's regexp/syntax: `missing closing ): \`(a\``. */
export class PatternSyntaxError extends Error {
  constructor(problem: string, fragment: string) {
    super(`${problem}: \`${fragment}\``);
    this.name = 'PatternSyntaxError';
  }
}

/** The flags that `(?ims)` sets; `U` swaps greed, which does not change what matches. */
export type PatternFlags = {
  readonly foldCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
};

/** A pattern that is being read, code point by code point. */
export type PatternReader = {
  readonly chars: readonly string[];
  position: number;
  flags: PatternFlags;
};

/** @returns a reader at the start of the pattern */
export function readerOf(pattern: string): PatternReader {
  return { chars: [...pattern], position: 0, flags: { foldCase: false, multiLine: false, dotAll: false } };
}

/** @returns the next `count` characters, without taking them; fewer at the end */
export function peek(reader: PatternReader, count = 1): string {
  return reader.chars.slice(reader.position, reader.position + count).join('');
}

/** Takes the text if it comes next. @returns whether it did */
export function accept(reader: PatternReader, text: string): boolean {
  const found = peek(reader, text.length) === text;
  if (found) {
    reader.position += text.length;
  }
  return found;
}

/** Takes one character. @returns it, or an empty string at the end */
export function take(reader: PatternReader): string {
  const char = reader.chars[reader.position] ?? '';
  reader.position += char === '' ? 0 : 1;
  return char;
}

/** @returns what was read since the position */
export function since(reader: PatternReader, position: number): string {
  return reader.chars.slice(position, reader.position).join('');
}

/** @returns what is left to read */
export function rest(reader: PatternReader): string {
  return reader.chars.slice(reader.position).join('');
}
