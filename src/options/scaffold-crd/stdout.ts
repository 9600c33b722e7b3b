import type { Violation } from '../../errors.ts';
import type { OutputPart } from '../../model/output-part.ts';
import type { RawOptions } from '../option.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { writeAnswers } from '../write-options.ts';

/**
 * stdout is either the CRD or one document about files. `--stdout` is stronger than the directory of an answers file.
 *
 * @param only the parts that --only names
 * @returns what `--stdout`, or `--out -`, cannot be combined with
 */
export function stdoutViolations(options: RawOptions, only: readonly OutputPart[]): readonly Violation[] {
  const out = textOf(options, 'out');
  const isSwitch = switchOf(options, 'stdout');
  if (out !== '-' && !isSwitch) return [];
  const { dryRun, diff } = writeAnswers(options);
  const clash = [
    ...(textOf(options, 'output') === undefined ? [] : ['--output']),
    ...(dryRun ? ['--dry-run'] : []),
    ...(diff ? ['--diff'] : []),
    ...(only.length === 0 || only.includes('crd') ? [] : ['--only']),
  ];
  const flag = isSwitch ? '--stdout' : '--out -';
  const message = `cannot be combined with ${flag}, which prints the CRD and writes nothing`;
  return clash.map((path) => ({ path, message }));
}
