import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** Where the requests of a run are written to; `-` is stdout, in place of the result. */
export type ExportFiles = { readonly har: string | undefined; readonly curl: string | undefined };

/** @returns the files of --har and --curl, or what is wrong with them */
export function exportFiles(options: RawOptions): Checked<ExportFiles> {
  const files: ExportFiles = { har: textOf(options, 'har'), curl: textOf(options, 'curl') };
  const violations = [...emptyOnes(files), ...doubled(files), ...besideResult(files, options)];
  return violations.length === 0 ? valid(files) : invalid(violations);
}

function emptyOnes(files: ExportFiles): readonly Violation[] {
  return (['har', 'curl'] as const)
    .filter((key) => files[key] === '')
    .map((key) => ({ path: `--${key}`, message: 'must not be empty', hint: 'give a file, or - for stdout' }));
}

function doubled({ har, curl }: ExportFiles): readonly Violation[] {
  if (har === undefined || har === '' || curl === undefined) return [];
  if (har !== curl && har !== secretsFileOf(curl)) return [];
  const place = har === '-' ? 'stdout' : har;
  return [{ path: '--curl', message: `cannot go to ${place} as well, where --har goes` }];
}

/** @returns the file beside a script of --curl that holds what signs in */
export function secretsFileOf(curl: string): string {
  return `${curl}.secrets`;
}

/** @returns whether one of them goes to stdout */
export function isStdoutTaken({ har, curl }: ExportFiles): boolean {
  return har === '-' || curl === '-';
}

/** stdout holds one thing. */
function besideResult({ har, curl }: ExportFiles, options: RawOptions): readonly Violation[] {
  if (textOf(options, 'output') === undefined) return [];
  return (['har', 'curl'] as const)
    .filter((key) => ({ har, curl })[key] === '-')
    .map((key) => ({
      path: `--${key}`,
      message: 'cannot go to stdout with -o, which says what the result there is',
      hint: `give --${key} a file, or leave out -o`,
    }));
}
