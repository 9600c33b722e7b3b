import { type CharClass, unionOf } from './char-class.ts';

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
  s: space,
  w: wordChars,
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

/** @returns the class of `\d \s \w` by its letter */
export function perlClass(letter: string): CharClass | undefined {
  return Object.hasOwn(perlClasses, letter) ? perlClasses[letter] : undefined;
}

/** @returns the class that `[:name:]` stands for inside brackets */
export function posixClass(name: string): CharClass | undefined {
  return Object.hasOwn(posixClasses, name) ? posixClasses[name] : undefined;
}
