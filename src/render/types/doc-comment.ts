import type { Schema } from '../../model/schema/schema.ts';

const WIDTH = 100;

/** Keywords that types cannot say and tools read from comments, under their names in JSON Schema. */
const TAGS = [
  'default',
  'format',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const satisfies readonly (keyof Schema)[];

/**
 * Writes what is said of a field as a JSDoc comment.
 *
 * @param indent blanks before each line
 * @returns lines with their line breaks; none where there is nothing to say
 */
export function docComment(schema: Schema, indent: string): string {
  return commentOf(
    [...descriptionLines(schema, WIDTH - indent.length - 3), ...TAGS.flatMap((tag) => tagLines(schema, tag))],
    indent,
  );
}

/** Writes lines as a JSDoc comment. */
export function commentOf(lines: readonly string[], indent: string): string {
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').trimEnd());
  const [only = ''] = safe;
  if (safe.length === 0) return '';
  if (safe.length === 1 && indent.length + only.length + 7 <= WIDTH) return `${indent}/** ${only} */\n`;
  const body = safe.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`);
  return `${indent}/**\n${body.join('')}${indent} */\n`;
}

function descriptionLines({ description, title }: Schema, width: number): readonly string[] {
  const text = (description ?? title ?? '').trim();
  return text === '' ? [] : text.split(/\r\n|[\n\r\u2028\u2029]/u).flatMap((line) => wrap(line, width));
}

/** Breaks a line at blanks; a word that is longer stays whole, and what is indented or quoted is left alone. */
function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width || /^\s/u.test(line)) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/ +/u)) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}

function tagLines(schema: Schema, tag: (typeof TAGS)[number]): readonly string[] {
  const value = schema[tag];
  if (value === undefined) return [];
  const exclusive =
    (tag === 'minimum' && schema.exclusiveMinimum === true) ||
    (tag === 'maximum' && schema.exclusiveMaximum === true);
  const name = exclusive ? `exclusive${tag.charAt(0).toUpperCase()}${tag.slice(1)}` : tag;
  return [`@${name} ${tag === 'pattern' || tag === 'format' ? String(value) : JSON.stringify(value)}`];
}
