import { type Checked, invalid, valid } from '../../checked.ts';
import { AA_STREAMS, type AaLibrary, type AaStream, isAaStream, traitsOf } from '../../model/aa-library.ts';
import { notOneOf } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { listOf } from '../raw-value.ts';

const PATH = '--connect';

/**
 * Reads `--connect`: streams joined by commas, `logs,console`, or one at a time.
 *
 * @param library undefined where it is not known
 * @returns the streams, or a violation for each that there is not, and for a library that has none
 */
export function checkConnect(
  options: RawOptions,
  library: AaLibrary | undefined,
): Checked<readonly AaStream[]> {
  const words = listOf(options, 'connect').flatMap((text) => text.split(',').map((word) => word.trim()));
  const violations = words
    .filter((word) => !isAaStream(word))
    .map((word) => ({ path: PATH, ...notOneOf(word, AA_STREAMS) }));
  if (words.length > 0 && library !== undefined && !traitsOf(library).streams) {
    violations.push({
      path: PATH,
      message: `servers on ${library} have no such subresources`,
      hint: undefined,
    });
  }
  return violations.length > 0
    ? invalid(violations)
    : valid(AA_STREAMS.filter((each) => words.includes(each)));
}
