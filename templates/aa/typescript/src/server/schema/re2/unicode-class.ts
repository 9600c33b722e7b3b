import { type CharClass, negationOf } from './char-class.ts';

const everything: CharClass = [[0, 0x10_ffff]];

/** The scripts with names of four letters. ECMAScript knows short names of four letters too, which Go does not. */
const fourLetterScripts: ReadonlySet<string> = new Set('Ahom Cham Kawi Lisu Modi Newa Thai Toto'.split(' '));

/**
 * The class of `\p{Name}`: a general category by its short or long name (`L`, `Lu`, `Letter`), a script (`Greek`), or
 * one of `Any`, `Assigned` and `ASCII`. Case, blanks, hyphens and underscores do not matter, as in Go since 1.25.
 *
 * @returns undefined for a name that RE2 does not know
 * @see regexp/syntax/parse.go, unicodeTable
 */
export function unicodeClass(written: string): CharClass | undefined {
  const bare = written.replace(/[_\- ]/gu, '');
  if (!/^[A-Za-z]+$/u.test(bare)) return undefined;
  const name = bare.charAt(0).toUpperCase() + bare.slice(1).toLowerCase();
  const before = unicodeClasses.get(name);
  if (before !== undefined) return before;
  const chars = specialClass(name) ?? propertyClass(name);
  if (chars !== undefined) unicodeClasses.set(name, chars);
  return chars;
}

/** To find the members of one, every code point of Unicode is looked at: once per name is enough. */
const unicodeClasses = new Map<string, CharClass>();

function specialClass(name: string): CharClass | undefined {
  if (name === 'Any') return everything;
  if (name === 'Ascii') return [[0, 0x7f]];
  return name === 'Assigned' ? negationOf(unicodeClass('Cn') ?? []) : undefined;
}

function propertyClass(name: string): CharClass | undefined {
  if (name.length === 4 && !fourLetterScripts.has(name)) return undefined;
  if (name === 'Lc') return propertyClass('Casedletter');
  const long = name.replace(
    /(?<=[a-z])(?:letter|mark|number|punctuation|symbol|separator|use)$/u,
    (word) => `_${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
  const properties = [
    `General_Category=${name}`,
    `General_Category=${long}`,
    `General_Category=${name.toLowerCase()}`,
    `Script=${name}`,
  ];
  for (const property of properties) {
    const pattern = propertyPattern(property);
    if (pattern !== undefined) return codePointsOf(pattern);
  }
  return undefined;
}

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
