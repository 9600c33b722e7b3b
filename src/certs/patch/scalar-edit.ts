import { type Alias, isAlias, isScalar, type Pair, type Scalar } from 'yaml';
import { InputError } from '../input-error.ts';
import type { Edit } from './edit.ts';
import { templateError } from './parse-manifest.ts';

type Rewrite = {
  readonly text: string;
  /** The pair whose value is to be another. */
  readonly pair: Pair;
  /** A text without blanks and quotes. */
  readonly value: string;
  /** Whether it is JSON, which knows no text without quotes. */
  readonly isJson: boolean;
  /** Whether an alias gets its value from a scalar that is changed anyway. */
  readonly isShared: (alias: Alias) => boolean;
};

/**
 * @returns the change that gives a pair another text and keeps how it is quoted; none for an alias of what is changed
 * @throws InputError where something else than a text stands there
 */
export function scalarEdit({ text, pair, value, isJson, isShared }: Rewrite): readonly Edit[] {
  const node = pair.value;
  const quote = isJson ? '"' : '';
  if (isAlias(node)) {
    const [start, end] = rangeOf(node);
    return isShared(node) ? [] : [{ start, end, text: value }];
  }
  if (!isScalar(node)) throw notText(text, pair);
  const [start, end] = rangeOf(node);
  if (start === end) return [afterColon(pair, ` ${quote}${value}${quote}`)];
  const source = text.slice(start, end);
  return [{ start, end, text: quoted({ node, source, value, quote }) }];
}

type Source = {
  readonly node: Scalar;
  /** As it stands. */
  readonly source: string;
  readonly value: string;
  readonly quote: string;
};

function quoted({ node, source, value, quote }: Source): string {
  if (node.type === 'QUOTE_DOUBLE') return `"${value}"`;
  if (node.type === 'QUOTE_SINGLE') return `'${value}'`;
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return blockOf(source, value);
  return `${quote}${value}${quote}`;
}

/** Header and indent stay, and what follows the last line. */
function blockOf(source: string, value: string): string {
  const headerEnd = source.indexOf('\n') + 1;
  const [header, body] = [source.slice(0, headerEnd), source.slice(headerEnd)];
  const indent = /^(?:[ \t]*\r?\n)*([ ]*)\S/.exec(body)?.[1];
  if (indent === undefined) return value + source.slice(source.trimEnd().length);
  return header + indent + value + body.slice(body.trimEnd().length);
}

/** The value is empty: a blank and a comment may follow, so it goes right behind the colon. */
function afterColon(pair: Pair, text: string): Edit {
  const token = pair.srcToken;
  const colon =
    token !== undefined && 'sep' in token
      ? token.sep?.find(({ type }) => type === 'map-value-ind')
      : undefined;
  const hasProperties =
    isScalar(pair.value) && (pair.value.anchor !== undefined || pair.value.tag !== undefined);
  if (colon === undefined || hasProperties) {
    throw new InputError('has an empty caBundle in a form that kx does not fill in: write caBundle: ""');
  }
  return { start: colon.offset + 1, end: colon.offset + 1, text };
}

function notText(text: string, pair: Pair): InputError {
  const node = pair.value;
  const start = hasRange(node) ? node.range[0] : 0;
  if (text.startsWith('{{', start)) return templateError(text.slice(0, start).split('\n').length);
  return new InputError('has something else than a text in the place of a caBundle');
}

/** @returns where a node of a parsed document begins and ends */
export function rangeOf(node: unknown): readonly [number, number] {
  if (!hasRange(node)) throw new TypeError('a node without a range');
  return [node.range[0], node.range[1]];
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
