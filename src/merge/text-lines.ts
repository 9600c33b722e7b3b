/** A text cut into lines; the terminators stand apart, so that lines compare without them. */
export type TextLines = {
  readonly lines: readonly string[];
  /** `\n`, `\r\n`, or nothing after a last line that has none; as many as lines. */
  readonly ends: readonly string[];
  /** Whether the last line is terminated; true where there is no line at all. */
  readonly isTerminated: boolean;
};

/** @returns the lines of a text; joining each with its end gives the text back */
export function textLines(text: string): TextLines {
  const parts = text.split(/(\r?\n)/u);
  const lines = parts.filter((_, index) => index % 2 === 0);
  const ends = parts.filter((_, index) => index % 2 === 1);
  if (lines.at(-1) === '') return { lines: lines.slice(0, -1), ends, isTerminated: true };
  return { lines, ends: [...ends, ''], isTerminated: false };
}

/** @returns the terminator that most lines have; `\n` where they are as many, or none */
export function lineEnd({ ends }: TextLines): string {
  const windows = ends.filter((end) => end === '\r\n').length;
  const unix = ends.filter((end) => end === '\n').length;
  return windows > unix ? '\r\n' : '\n';
}

/** @returns whether two texts differ in nothing but line terminators, as a checkout on Windows changes them */
export function sameLines(one: string, other: string): boolean {
  return one === other || one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}
