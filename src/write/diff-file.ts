import { createTwoFilesPatch } from 'diff';
import type { PlannedFile } from './plan.ts';

/**
 * @param file one that is to change
 * @returns its section of a unified diff; with git's extended headers, which GNU patch 2.7 and git apply read, where
 *   a file is made, removed or empty: without them an empty one cannot be made, and one that becomes empty is removed;
 *   one line, as diff(1) has it, where what is on disk is no text
 */
export function diffFile(file: PlannedFile): string {
  const [from, to] = [`a/${file.path}`, `b/${file.path}`];
  if (file.isBinary === true)
    return `Binary files ${quoted(from, SPECIAL)} and ${quoted(to, SPECIAL)} differ\n`;
  const isMade = file.before === undefined;
  const isDeleted = file.action === 'delete';
  const isPlain = !isMade && !isDeleted && file.text !== '' && file.before !== '';
  const hunks = createTwoFilesPatch('a', 'b', file.before ?? '', file.text).replace(/^[^@]*/, '');
  const lines = [
    ...(isPlain ? [] : [`diff --git ${quoted(from, SPECIAL_OR_BLANK)} ${quoted(to, SPECIAL_OR_BLANK)}`]),
    ...(isMade ? [`new file mode 100${octal(file.mode)}`] : []),
    ...(isDeleted ? [`deleted file mode 100${octal(file.beforeMode ?? file.mode)}`] : []),
    ...(hunks === '' ? [] : [`--- ${isMade ? '/dev/null' : named(from)}`]),
    ...(hunks === '' ? [] : [`+++ ${isDeleted ? '/dev/null' : named(to)}`]),
  ];
  return `${lines.join('\n')}\n${hunks}`;
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
