import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** Where the requests of a run are written to; `-` is stdout, in place of the result. */
export type ExportFiles = { readonly har: string | undefined; readonly curl: string | undefined };

/** @returns the files of --har and --curl, or what is wrong with them */
export function exportFiles(options: RawOptions): Checked<ExportFiles> {
  const files: ExportFiles = { har: fileOf(options, 'har'), curl: fileOf(options, 'curl') };
  const violations = [...emptyOnes(files), ...doubled(files), ...besideResult(files, options)];
  return violations.length === 0 ? valid(files) : invalid(violations);
}

/** Other names of stdout: written to as a file, it would hold two things, and its secrets would lie in /dev. */
const STDOUT: ReadonlySet<string> = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

function fileOf(options: RawOptions, key: 'har' | 'curl'): string | undefined {
  const file = textOf(options, key);
  return file !== undefined && STDOUT.has(file) ? '-' : file;
}

function emptyOnes(files: ExportFiles): readonly Violation[] {
  return (['har', 'curl'] as const)
    .filter((key) => files[key] === '')
    .map((key) => ({ path: `--${key}`, message: 'must not be empty', hint: 'give a file, or - for stdout' }));
}

function doubled({ har, curl }: ExportFiles): readonly Violation[] {
  return har === '-' && curl === '-' ? [sameFile('stdout')] : [];
}

/** @returns what is wrong where both go to one place */
export function sameFile(place: string): Violation {
  return { path: '--curl', message: `cannot go to ${place} as well, where --har goes` };
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
