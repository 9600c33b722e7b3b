import type { CharClass } from './char-class.ts';

/** What must hold between two characters; `textStart` and `textEnd` are `^` and `$` without the flag m. */
export type Assertion =
  | 'lineEnd'
  | 'lineStart'
  | 'notWordBoundary'
  | 'textEnd'
  | 'textStart'
  | 'wordBoundary';

/** A parsed pattern. Greed and capture groups are left out: neither changes whether a text matches. */
export type PatternNode =
  | { readonly kind: 'chars'; readonly chars: CharClass }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: PatternNode;
      readonly min: number;
      /** Undefined for no limit. */
      readonly max: number | undefined;
      /** Written `{n,m}`; such counts multiply when nested, and RE2 limits the product. */
      readonly counted: boolean;
    };
