/** A line of a table in a page; cells are Markdown already. */
type Row = readonly string[];

/** How many characters of a text a table shows. */
const CELL_WIDTH = 300;

/** Writes text so that Markdown and HTML show it as it is; line breaks become blanks. */
export function plainText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~#&$]/gu, (character) => ESCAPES[character] ?? `\\${character}`);
}

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** Writes text as code on one line: between more backticks than it has in a row. */
export function code(text: string): string {
  const flat = text.replace(/\s+/gu, ' ');
  const fence = '`'.repeat(longestRun(flat) + 1);
  const padded = /^`|`$/u.test(flat) || flat.trim() === '' ? ` ${flat} ` : flat;
  return `${fence}${padded}${fence}`;
}

/** Writes lines as a block of code. */
export function codeBlock(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n?$/u, '\n')}${fence}\n`;
}

/** Writes a table; bars in cells are escaped, which GitHub asks for in code as well. */
export function table(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/gu, '\\|')).join(' | ')} |\n`;
  return line(header) + line(header.map(() => '---')) + rows.map(line).join('');
}

/** @returns the first paragraph, on word ends and no longer than a table bears */
export function shortened(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/u);
  const flat = paragraph.replace(/\s+/gu, ' ');
  if (flat.length <= CELL_WIDTH) return flat;
  return `${flat.slice(0, CELL_WIDTH).replace(/\s+\S*$/u, '')} …`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
