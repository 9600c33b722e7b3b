/** A piece of a label selector; `end` comes last, for ever. */
export type SelectorToken = { readonly type: 'identifier' | 'symbol' | 'end'; readonly text: string };

const pieces = /\s*(?:(?<symbol>==|!=|[=!<>(),])|(?<identifier>[^\s=!<>(),]+))/gu;

const end: SelectorToken = { type: 'end', text: '' };

/** Reads a label selector piece by piece. */
export type SelectorReader = { readonly peek: () => SelectorToken; readonly take: () => SelectorToken };

/** A reader of the pieces of a selector (k8s.io/apimachinery pkg/labels Lexer); blanks only part them. */
export const createSelectorReader = (selector: string): SelectorReader => {
  const tokens = [...selector.matchAll(pieces)].map(({ groups = {} }): SelectorToken => {
    const { symbol, identifier = '' } = groups;
    return symbol === undefined ? { type: 'identifier', text: identifier } : { type: 'symbol', text: symbol };
  });
  let next = 0;
  return {
    peek: () => tokens[next] ?? end,
    take: () => {
      next += 1;
      return tokens[next - 1] ?? end;
    },
  };
};
