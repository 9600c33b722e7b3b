import type { CharClass } from './char-class.ts';

/** What must hold between two characters; `textStart` and `textEnd` are `^` and `$` without the flag m. */
export type Assertion =
  | 'lineEnd'
  | 'lineStart'
  | 'notWordBoundary'
  | 'textEnd'
  | 'textStart'
  | 'wordBoundary';

/** A parsed pattern. Capture groups are left out: they change neither whether a text matches nor where. */
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
      /** As few as will do; it changes where a text matches, and not whether. */
      readonly lazy: boolean;
    };
