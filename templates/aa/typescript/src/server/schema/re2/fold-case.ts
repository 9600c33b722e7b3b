import { type CharClass, hasCodePoint, negationOf, single, unionOf } from './char-class.ts';
import type { PatternReader } from './pattern-reader.ts';

/** The last letter with two cases is U+1E943 (Adlam). */
const lastCased = 0x1_e943;

/** Code points that differ only in case, as `K`, `k` and U+212A, the sign of kelvin. */
type Fold = readonly number[];

let known: readonly Fold[] | undefined;

/** @returns what is written as the class: with all cases of its letters under the flag `i`, and only then negated */
export function asFlagged({ flags }: PatternReader, chars: CharClass, isNegated: boolean): CharClass {
  const folded = flags.foldCase ? foldCase(chars) : chars;
  return isNegated ? negationOf(folded) : folded;
}

function foldCase(chars: CharClass): CharClass {
  known ??= findFolds();
  const met = known.filter((fold) => fold.some((codePoint) => hasCodePoint(chars, codePoint)));
  return unionOf(chars, ...met.flat().map(single));
}

function findFolds(): readonly Fold[] {
  const folds = new Map<string, number[]>();
  for (let codePoint = 0; codePoint <= lastCased; codePoint++) {
    const key = foldedOf(String.fromCodePoint(codePoint));
    const fold = folds.get(key);
    if (fold === undefined) folds.set(key, [codePoint]);
    else fold.push(codePoint);
  }
  return [...folds.values()].filter(({ length }) => length > 1);
}

/** Simple folding: what would become several letters stays, and so does the dotless i. */
function foldedOf(letter: string): string {
  if (letter === '\u0131') return letter;
  const upper = letter.toUpperCase();
  const lower = (upper.length === letter.length ? upper : letter).toLowerCase();
  return lower.length === letter.length ? lower : letter;
}
