import { type Checked, invalid } from '../../checked.ts';
import { SOURCE_FORMATS } from '../../model/source/source-format.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';

/** Reads `--from-format`, which says nothing without a file. */
export function checkFromFormat(options: RawOptions): Checked<string | undefined> {
  const path = '--from-format';
  const text = textOf(options, 'fromFormat');
  if (text !== undefined && listOf(options, 'from').length === 0)
    return invalid([{ path, message: 'says what the files of --from are, and there are none' }]);
  return checkChoice({ path, text, allowed: SOURCE_FORMATS, fallback: undefined });
}
