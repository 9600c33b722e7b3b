import { type PatternFlags, type PatternReader, PatternSyntaxError, rest } from './pattern-reader.ts';

const flagNames: Readonly<Record<string, keyof PatternFlags | undefined>> = {
  i: 'foldCase',
  m: 'multiLine',
  s: 'dotAll',
  U: undefined,
};

/**
 * Reads `(`, `(?:`, `(?P<name>`, `(?<name>` or `(?flags)`, whose parenthesis comes next, and sets the flags.
 *
 * @returns `flags` when the whole group was only flags, else `group`: its body comes next
 * @throws PatternSyntaxError for what RE2 does not have, as look-around and atomic groups
 */
export function parseGroupOpening(reader: PatternReader): 'flags' | 'group' {
  const text = rest(reader);
  if (!text.startsWith('(?')) {
    reader.position += 1;
    return 'group';
  }
  const name = /^\(\?P?<([^>]*)>/u.exec(text);
  if (name !== null && !/^\(\?P?<[=!]/u.test(text)) return openNamed(reader, name);
  return openFlags(reader, text);
}

function openNamed(reader: PatternReader, opening: RegExpExecArray): 'group' {
  if (!/^\w+$/u.test(opening[1] ?? '')) throw new PatternSyntaxError('invalid named capture', opening[0]);
  reader.position += [...opening[0]].length;
  return 'group';
}

function openFlags(reader: PatternReader, text: string): 'flags' | 'group' {
  const opening = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/u.exec(text);
  if (opening === null || opening[0] === '(?)') {
    const fragment = /^\(\?(?:<?[=!]|[^:)]?)/u.exec(text)?.[0] ?? text;
    throw new PatternSyntaxError('invalid or unsupported Perl syntax', fragment);
  }
  reader.position += opening[0].length;
  reader.flags = withFlags(withFlags(reader.flags, opening[1] ?? '', true), opening[2] ?? '', false);
  return opening[3] === ')' ? 'flags' : 'group';
}

function withFlags(flags: PatternFlags, letters: string, value: boolean): PatternFlags {
  const changes = [...letters].map((letter) => flagNames[letter]).filter((name) => name !== undefined);
  return { ...flags, ...Object.fromEntries(changes.map((name) => [name, value])) };
}
