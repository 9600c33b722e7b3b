import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import { printable } from '../render/printable.ts';

/** Prints what is fine and may be regretted, a line each, on stderr. */
export function printWarnings(
  warnings: readonly Violation[],
  { quiet, io }: { readonly quiet: boolean; readonly io: Io },
): void {
  if (quiet) return;
  for (const { path, message, hint } of warnings) {
    io.stderr.write(printable(`warning: ${path}: ${message}${hint === undefined ? '' : ` (${hint})`}`));
    io.stderr.write('\n');
  }
}
