import type { Comment } from '@babel/types';
import { TAG_NAMES } from './tag-names.ts';

/** What a JSDoc comment says. */
export type Documentation = {
  /** The text before the first tag, its lines joined as Markdown joins them. */
  readonly description: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
};

/**
 * Reads the JSDoc comment that stands last before a declaration; other comments say nothing.
 *
 * @returns no description and no tags where there is none
 */
export function documentationOf(comments: readonly Comment[]): Documentation {
  const last = comments.findLast(({ type, value }) => type === 'CommentBlock' && value.startsWith('*'));
  if (last === undefined) return { description: '', tags: [] };
  const lines = last.value
    .slice(1)
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*\*? ?/u, '').trimEnd())
    .flatMap(tagsApart);
  const [description = [], ...tags] = sections(lines);
  return {
    description: joined(description),
    tags: tags.map((section) => {
      const [first = '', ...rest] = section;
      const [, name = '', text = ''] = /^@([\w.-]+)\s*(.*)$/su.exec(first.trim()) ?? [];
      return { name, text: joined([text, ...rest]) };
    }),
  };
}

/** Tags that constrain a field may share a line: `@minimum 1 @maximum 9`. */
function tagsApart(line: string): readonly string[] {
  const parts: string[] = [];
  for (const part of line.split(/\s+(?=@[A-Za-z])/u)) {
    const name = /^@([\w-]+)/u.exec(part)?.[1]?.toLowerCase();
    const previous = parts.at(-1);
    if (previous === undefined || (name !== undefined && TAG_NAMES.has(name))) parts.push(part);
    else parts[parts.length - 1] = `${previous} ${part}`;
  }
  return parts;
}

/** The text before the first tag, then each tag with the lines that belong to it. */
function sections(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (/^\s*@[A-Za-z]/u.test(line)) found.push([]);
    found.at(-1)?.push(line);
  }
  return found;
}

/** Lines of a paragraph are one line; paragraphs stay apart. */
function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join('\n')
    .trim()
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.replace(/\n(?![-*] )/gu, ' '))
    .join('\n\n');
}
