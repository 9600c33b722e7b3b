/** Code points as inclusive ranges, ascending and apart. */
export type CharClass = readonly (readonly [first: number, last: number])[];

const lastCodePoint = 0x10_ffff;

/** @returns the class with the code points of all of them */
export function unionOf(...classes: readonly CharClass[]): CharClass {
  const ranges = classes.flat().sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [first, last] of ranges) {
    const previous = merged.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return merged;
}

/** @returns every code point of Unicode that is not in the class */
export function negationOf(chars: CharClass): CharClass {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of chars) {
    if (first > next) {
      gaps.push([next, first - 1]);
    }
    next = last + 1;
  }
  if (next <= lastCodePoint) {
    gaps.push([next, lastCodePoint]);
  }
  return gaps;
}

/** @returns the class of one code point */
export function single(codePoint: number): CharClass {
  return [[codePoint, codePoint]];
}

/** @returns whether the class has the code point */
export function hasCodePoint(chars: CharClass, codePoint: number): boolean {
  return chars.some(([first, last]) => codePoint >= first && codePoint <= last);
}
