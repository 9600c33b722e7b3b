const WIDTH = 100;
const TAB = 4;

/** A line that gofmt takes for an item of a list. @see https://go.dev/doc/comment#lists */
const ITEM = /^(?<marker>[-*+\u2022]|\d{1,9}[.)])\s+(?<text>.*)$/u;

/**
 * Writes a doc comment as gofmt leaves it: paragraphs and lists, apart by blank lines.
 *
 * @param depth tabs before each line
 * @returns lines with their line breaks; none where there is nothing to say
 * @see https://go.dev/doc/comment
 */
export function goComment(text: string, depth: number): string {
  const blocks = blocksOf(text);
  const width = WIDTH - TAB * depth - '// '.length;
  const tabs = '\t'.repeat(depth);
  const lines = blocks.flatMap((block, index) => [...(index === 0 ? [] : ['']), ...blockLines(block, width)]);
  return lines.map((line) => `${tabs}//${line === '' ? '' : ` ${line}`}\n`).join('');
}

type Block = { readonly items: boolean; readonly numbered: boolean; readonly texts: readonly string[] };

function blockLines({ items, numbered, texts }: Block, width: number): readonly string[] {
  if (!items) return wrap(texts.join(' '), width);
  const hang = '    ';
  return texts.flatMap((text, index) => {
    const marker = numbered ? ` ${index + 1}. ` : '  - ';
    return wrap(text, width - hang.length).map((line, row) => (row === 0 ? marker : hang) + line);
  });
}

/** Paragraphs are apart by blank lines; lines that begin with a marker are the items of a list. */
function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/u).map(plainLine)) {
    if (line === '') {
      open = false;
      continue;
    }
    const next = blockOf(line);
    const last = blocks.at(-1);
    if (last !== undefined && continues(last, next, open)) {
      blocks[blocks.length - 1] = { ...last, texts: joined(last, next) };
    } else {
      blocks.push(next);
    }
    open = true;
  }
  return blocks;
}

function blockOf(line: string): Block {
  const item = ITEM.exec(line);
  return item === null
    ? { items: false, numbered: false, texts: [line] }
    : {
        items: true,
        numbered: /^\d/u.test(item.groups?.['marker'] ?? ''),
        texts: [item.groups?.['text'] ?? ''],
      };
}

/** Lists that follow each other are one to gofmt, whatever stands between them. */
function continues(last: Block, next: Block, isOpen: boolean): boolean {
  return next.items ? last.items : isOpen;
}

/** A line that is no item goes on with the item, or the paragraph, before it. */
function joined(last: Block, next: Block): readonly string[] {
  if (next.items || !last.items) return [...last.texts, ...next.texts];
  return [...last.texts.slice(0, -1), `${last.texts.at(-1) ?? ''} ${next.texts[0] ?? ''}`];
}

/**
 * One line without what gofmt would rewrite: control characters, quotes of two marks, and a bracket that begins a
 * definition of a link or a hash that begins a heading.
 */
function plainLine(line: string): string {
  return line
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replaceAll(/[\p{Cc}\ufeff\s]+/gu, ' ')
    .replaceAll(/``|[\u201c\u201d]|''/gu, '"')
    .trim()
    .replace(/^(?=\[[^\]]*\]:|#)/u, '\\');
}

/** Breaks at blanks, but not before what would begin a list, a heading or a link. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (
      current !== '' &&
      current.length + 1 + word.length > width &&
      !/^(?:[-*+\u2022#[]|\d+[.)])/u.test(word)
    ) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
