import { CelSyntaxError } from './cel-syntax-error.ts';

/** A piece of an expression, and where it begins. */
export type CelToken = {
  readonly kind: 'name' | 'quotedName' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
};

const space = /(?:[\t\n\f\r ]|\/\/[^\n]*)*/y;

const shapes: readonly (readonly [CelToken['kind'], RegExp])[] = [
  ['text', /[rRbB]{0,2}(?:"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?''')/y],
  ['text', /(?:[bB]?[rR]|[rR][bB])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n\r]*"|'[^'\n\r]*')/y],
  ['text', /[bB]?(?:"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')/y],
  ['number', /0x[0-9a-fA-F]+[uU]?|(?:\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)|\d+[uU]?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['quotedName', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['sign', /&&|\|\||==|!=|<=|>=|[-<>+*/%!?:.,()[\]{}]/y],
];

/** Divides an expression into its pieces (the grammar of github.com/google/cel-spec). @throws CelSyntaxError */
export const tokensOf = (source: string): readonly CelToken[] => {
  const tokens: CelToken[] = [];
  for (let at = after(space, source, 0); at < source.length; ) {
    const token = tokenAt(source, at);
    tokens.push(token);
    at = after(space, source, at + token.text.length);
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
};

const after = (pattern: RegExp, source: string, at: number): number => {
  pattern.lastIndex = at;
  return at + (pattern.exec(source)?.[0].length ?? 0);
};

const tokenAt = (source: string, at: number): CelToken => {
  for (const [kind, pattern] of shapes) {
    const end = after(pattern, source, at);
    if (end > at) return { kind, text: source.slice(at, end), at };
  }
  throw new CelSyntaxError(`token recognition error at: '${source.slice(at, at + 1)}'`);
};
