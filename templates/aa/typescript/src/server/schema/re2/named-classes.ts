import { type CharClass, negationOf, unionOf } from './char-class.ts';

const digit: CharClass = [[0x30, 0x39]];
const upper: CharClass = [[0x41, 0x5a]];
const lower: CharClass = [[0x61, 0x7a]];
const alpha = unionOf(upper, lower);
const alnum = unionOf(digit, alpha);

/** `\w`, which also says where `\b` holds. */
export const wordChars: CharClass = unionOf(alnum, [[0x5f, 0x5f]]);

/** `\s` of RE2: without the vertical tab. */
const space: CharClass = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

const perlClasses: Readonly<Record<string, CharClass>> = {
  d: digit,
  D: negationOf(digit),
  s: space,
  S: negationOf(space),
  w: wordChars,
  W: negationOf(wordChars),
};

const posixClasses: Readonly<Record<string, CharClass>> = {
  alnum,
  alpha,
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit,
  graph: [[0x21, 0x7e]],
  lower,
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper,
  word: wordChars,
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

/** @returns the class of `\d \D \s \S \w \W` by its letter */
export function perlClass(letter: string): CharClass | undefined {
  return Object.hasOwn(perlClasses, letter) ? perlClasses[letter] : undefined;
}

/** @returns the class that `[:name:]` or `[:^name:]` stands for inside brackets */
export function posixClass(name: string): CharClass | undefined {
  const bare = name.replace(/^\^/u, '');
  const chars = Object.hasOwn(posixClasses, bare) ? posixClasses[bare] : undefined;
  return chars !== undefined && bare !== name ? negationOf(chars) : chars;
}

/**
 * The class of `\p{Name}`: a general category by its short name (`L`, `Lu`) or a script (`Greek`).
 *
 * @returns undefined for a name that RE2 does not know; its names are those of Go's unicode.Categories and
 *   unicode.Scripts, which ECMAScript has as well
 */
export function unicodeClass(name: string): CharClass | undefined {
  if (name === 'Any') return [[0, 0x10_ffff]];
  const before = unicodeClasses.get(name);
  if (before !== undefined) return before;
  const property = /^[A-Z][a-z]?$/u.test(name) ? name : `Script=${name}`;
  const pattern = propertyPattern(property);
  if (pattern === undefined || !/^[A-Z][A-Za-z_]*$/u.test(name)) return undefined;
  const chars = codePointsOf(pattern);
  unicodeClasses.set(name, chars);
  return chars;
}

/** To find the members of one, every code point of Unicode is looked at: once per name is enough. */
const unicodeClasses = new Map<string, CharClass>();

function propertyPattern(property: string): RegExp | undefined {
  try {
    return new RegExp(`\\p{${property}}`, 'u');
  } catch {
    return undefined;
  }
}

function codePointsOf(pattern: RegExp): CharClass {
  const ranges: [number, number][] = [];
  for (let codePoint = 0; codePoint <= 0x10_ffff; codePoint++) {
    if (!pattern.test(String.fromCodePoint(codePoint))) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === codePoint - 1) {
      last[1] = codePoint;
    } else {
      ranges.push([codePoint, codePoint]);
    }
  }
  return ranges;
}
