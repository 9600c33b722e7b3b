import {
  type CharClass,
  hasCodePoint,
} from '../../../templates/aa/typescript/src/server/schema/re2/char-class.ts';
import type { PatternProgram } from '../../../templates/aa/typescript/src/server/schema/re2/pattern-program.ts';

/** Characters that read well in a sample, the best first. */
const PLEASANT = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._/: @';
const PER_CLASS = 4;

/**
 * The characters that sample texts of a program are made of: a few that read well from each of its classes.
 *
 * @returns code points, the most pleasant first
 */
export function sampleAlphabet(program: PatternProgram): readonly number[] {
  const chosen = new Set<number>();
  const bounded = program.steps.some(
    (step) => step.kind === 'assertion' && step.assertion.endsWith('Boundary'),
  );
  for (const step of program.steps) {
    if (step.kind === 'chars') {
      for (const codePoint of representatives(step.chars, bounded ? ' ' : '')) {
        chosen.add(codePoint);
      }
    }
  }
  return [...chosen].sort((a, b) => rank(a) - rank(b));
}

/** @param besides characters that are taken as well where the class has them: `\b` needs one that is no letter */
function representatives(chars: CharClass, besides: string): readonly number[] {
  const nice = [...PLEASANT]
    .map((char) => char.codePointAt(0) ?? 0)
    .filter((point) => hasCodePoint(chars, point));
  if (nice.length > 0) {
    return nice.filter((point, index) => index < PER_CLASS || besides.includes(String.fromCodePoint(point)));
  }
  // UTF-8 and so JSON and YAML have no lone surrogates.
  return chars
    .map(([first]) => first)
    .filter((point) => point < 0xd8_00 || point > 0xdf_ff)
    .slice(0, PER_CLASS);
}

function rank(codePoint: number): number {
  const index = PLEASANT.indexOf(String.fromCodePoint(codePoint));
  return index >= 0 ? index : PLEASANT.length + codePoint;
}
