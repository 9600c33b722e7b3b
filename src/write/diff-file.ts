import { createTwoFilesPatch } from 'diff';
import type { PlannedFile } from './plan.ts';

/**
 * @param file one that is to change
 * @returns its section of a unified diff; with git's extended headers, which GNU patch 2.7 and git apply read, where
 *   a file is made, removed or empty: without them an empty one cannot be made, and one that becomes empty is removed;
 *   one line, as diff(1) has it, where what is on disk is no text
 */
export function diffFile(file: PlannedFile): string {
  const { path, action, text, before, isBinary } = file;
  const [from, to] = [`a/${path}`, `b/${path}`];
  if (isBinary === true) return `Binary files ${quoted(from, SPECIAL)} and ${quoted(to, SPECIAL)} differ\n`;
  const hunks = createTwoFilesPatch('a', 'b', before ?? '', text).replace(/^[^@]*/, '');
  const old = before === undefined ? '/dev/null' : named(from);
  const names = `--- ${old}\n+++ ${action === 'delete' ? '/dev/null' : named(to)}\n`;
  return extendedHeader(file) + (hunks === '' ? '' : names + hunks);
}

function extendedHeader({ path, action, text, mode, before, beforeMode = mode }: PlannedFile): string {
  const names = [`a/${path}`, `b/${path}`].map((name) => quoted(name, SPECIAL_OR_BLANK));
  const header = `diff --git ${names.join(' ')}\n`;
  if (before === undefined) return `${header}new file mode 100${octal(mode)}\n`;
  if (action === 'delete') return `${header}deleted file mode 100${octal(beforeMode)}\n`;
  return before === '' || text === '' ? header : '';
}

/** Git knows but two modes of a file. */
function octal(mode: number): string {
  return (mode & 0o100) === 0 ? '644' : '755';
}

/** What git quotes in a name; and a blank, at which GNU patch ends a name that is followed by another. */
const SPECIAL = /["\\\p{Cc}]/gu;
const SPECIAL_OR_BLANK = /["\\ \p{Cc}]/gu;

/** A tab ends a name with blanks, as git writes it; without one patches end it at the first blank. */
function named(name: string): string {
  const written = quoted(name, SPECIAL);
  return written === name && name.includes(' ') ? `${name}\t` : written;
}

/** @returns a name as a string of C has it where it holds something special */
function quoted(name: string, special: RegExp): string {
  if (name.search(special) === -1) return name;
  const escaped = (char: string) => ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `"${name.replace(SPECIAL, escaped)}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};
