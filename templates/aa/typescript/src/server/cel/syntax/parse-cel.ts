import { numberOf, quotedOf } from './cel-literals.ts';
import { type CelEntry, type CelField, type CelItem, type CelNode, dottedName } from './cel-node.ts';
import { CelSyntaxError } from './cel-syntax-error.ts';
import { type CelToken, tokensOf } from './cel-tokens.ts';

/** Parses an expression (the grammar of github.com/google/cel-spec, with optional entries). @throws CelSyntaxError */
export const parseCel = (source: string): CelNode => {
  const cursor = cursorOver(tokensOf(source));
  const node = parseExpression(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return node;
};

type Cursor = {
  readonly peek: () => CelToken;
  readonly take: () => CelToken;
  /** Takes the next sign if it is one of those. */
  readonly takeSign: (...signs: readonly string[]) => string | undefined;
  readonly expectSign: (sign: string) => void;
  /** Counts how deep the expression goes on from here. */
  readonly within: <T>(parse: () => T) => T;
  readonly unexpected: () => CelSyntaxError;
};

/** As cel-go: maxRecursionDepth of its parser. */
const mostNested = 250;

const cursorOver = (tokens: readonly CelToken[]): Cursor => {
  let at = 0;
  let depth = 0;
  const end: CelToken = { kind: 'end', text: '', at: 0 };
  const peek = () => tokens[at] ?? end;
  const take = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const unexpected = () => {
    const { kind, text } = peek();
    return new CelSyntaxError(kind === 'end' ? 'the expression ends too early' : `unexpected ${text}`);
  };
  const takeSign = (...signs: readonly string[]) =>
    peek().kind === 'sign' && signs.includes(peek().text) ? take().text : undefined;
  return {
    peek,
    take,
    takeSign,
    expectSign: (sign) => {
      if (takeSign(sign) === undefined) throw unexpected();
    },
    within: (parse) => {
      depth += 1;
      if (depth > mostNested) throw new CelSyntaxError('the expression is nested too deeply');
      const result = parse();
      depth -= 1;
      return result;
    },
    unexpected,
  };
};

const parseExpression = (cursor: Cursor): CelNode =>
  cursor.within(() => {
    const condition = parseBinary(cursor, 0);
    if (cursor.takeSign('?') === undefined) return condition;
    const chosen = parseBinary(cursor, 0);
    cursor.expectSign(':');
    return { op: 'call', name: '_?_:_', args: [condition, chosen, parseExpression(cursor)] };
  });

/** From those that bind least. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const parseBinary = (cursor: Cursor, level: number): CelNode => {
  const signs = levels[level];
  if (signs === undefined) return parseUnary(cursor);
  let node = parseBinary(cursor, level + 1);
  for (;;) {
    const name = takeOperator(cursor, signs);
    if (name === undefined) return node;
    node = { op: 'call', name, args: [node, parseBinary(cursor, level + 1)] };
  }
};

const takeOperator = (cursor: Cursor, signs: readonly string[]): string | undefined => {
  const { kind, text } = cursor.peek();
  if (signs.includes('==') && kind === 'name' && text === 'in') {
    cursor.take();
    return '@in';
  }
  const sign = cursor.takeSign(...signs);
  return sign === undefined ? undefined : `_${sign}_`;
};

const parseUnary = (cursor: Cursor): CelNode => {
  const sign = cursor.takeSign('!', '-');
  if (sign === undefined) return parsePostfix(cursor, parsePrimary(cursor));
  if (sign === '-' && cursor.peek().kind === 'number') {
    return parsePostfix(cursor, { op: 'literal', value: numberOf(`-${cursor.take().text}`) });
  }
  return cursor.within(() => ({ op: 'call', name: `${sign}_`, args: [parseUnary(cursor)] }));
};

const parsePostfix = (cursor: Cursor, primary: CelNode): CelNode => {
  let node = primary;
  for (;;) {
    const type = cursor.peek().text === '{' ? dottedName(node) : undefined;
    const sign = cursor.takeSign('.', '[', ...(type === undefined ? [] : ['{']));
    if (sign === undefined) return node;
    if (type !== undefined && sign === '{') return parseStruct(cursor, type);
    const optional = cursor.takeSign('?') !== undefined;
    node = sign === '.' ? parseMember(cursor, node, optional) : parseIndex(cursor, node, optional);
  }
};

const parseIndex = (cursor: Cursor, of: CelNode, optional: boolean): CelNode => {
  const key = parseExpression(cursor);
  cursor.expectSign(']');
  return { op: 'index', of, key, optional };
};

const parseMember = (cursor: Cursor, of: CelNode, optional: boolean): CelNode => {
  const { kind, text } = cursor.take();
  if (kind === 'quotedName') return { op: 'select', of, field: text.slice(1, -1), optional };
  if (kind !== 'name' || words.has(text)) throw new CelSyntaxError(`unexpected ${text} after .`);
  if (optional || cursor.takeSign('(') === undefined) return { op: 'select', of, field: text, optional };
  return { op: 'call', name: text, receiver: of, args: parseList(cursor, ')', parseExpression) };
};

const words: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);

/** No name of a variable (cel-spec, RESERVED). */
const reserved: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while in'.split(
    ' ',
  ),
);

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

const parsePrimary = (cursor: Cursor): CelNode => {
  const { kind, text } = cursor.peek();
  if (kind === 'number') return { op: 'literal', value: numberOf(cursor.take().text) };
  if (kind === 'text') return { op: 'literal', value: quotedOf(cursor.take().text) };
  if (kind === 'name') return parseName(cursor);
  switch (cursor.takeSign('(', '[', '{', '.')) {
    case '(': {
      const node = parseExpression(cursor);
      cursor.expectSign(')');
      return node;
    }
    case '[':
      return { op: 'list', items: parseList(cursor, ']', parseItem) };
    case '{':
      return { op: 'map', entries: parseList(cursor, '}', parseEntry) };
    case '.':
      // A dot before a name says that it is of no container, and rules have none.
      return parseName(cursor);
    default:
      throw new CelSyntaxError(kind === 'end' ? 'the expression ends too early' : `unexpected ${text}`);
  }
};

const parseName = (cursor: Cursor): CelNode => {
  const { kind, text } = cursor.take();
  if (kind !== 'name') throw new CelSyntaxError(`unexpected ${text}`);
  if (Object.hasOwn(constants, text)) return { op: 'literal', value: constants[text] ?? null };
  if (reserved.has(text)) throw new CelSyntaxError(`reserved identifier: ${text}`);
  if (cursor.takeSign('(') === undefined) return { op: 'name', name: text };
  return { op: 'call', name: text, args: parseList(cursor, ')', parseExpression) };
};

/** What stands between commas up to the closing sign; but for calls one comma may be left over. */
const parseList = <T>(cursor: Cursor, closing: string, parse: (cursor: Cursor) => T): readonly T[] => {
  const found: T[] = [];
  while (cursor.takeSign(closing) === undefined) {
    found.push(parse(cursor));
    if (cursor.takeSign(closing) !== undefined) return found;
    cursor.expectSign(',');
    if (closing === ')' && cursor.peek().text === ')') throw cursor.unexpected();
  }
  return found;
};

const parseItem = (cursor: Cursor): CelItem => ({
  optional: cursor.takeSign('?') !== undefined,
  value: parseExpression(cursor),
});

const parseEntry = (cursor: Cursor): CelEntry => {
  const optional = cursor.takeSign('?') !== undefined;
  const key = parseExpression(cursor);
  cursor.expectSign(':');
  return { optional, key, value: parseExpression(cursor) };
};

const parseStruct = (cursor: Cursor, type: string): CelNode => ({
  op: 'struct',
  type,
  fields: parseList(cursor, '}', parseField),
});

const parseField = (cursor: Cursor): CelField => {
  const optional = cursor.takeSign('?') !== undefined;
  const { kind, text } = cursor.take();
  const name = kind === 'quotedName' ? text.slice(1, -1) : text;
  if (kind !== 'name' && kind !== 'quotedName') throw new CelSyntaxError(`unexpected ${text}`);
  cursor.expectSign(':');
  return { optional, name, value: parseExpression(cursor) };
};
