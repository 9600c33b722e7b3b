import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import { printable } from '../render/printable.ts';

/** How often the same is said on lines of its own. */
const REPEATED = 3;

/** Prints what is fine and may be regretted on stderr: a line each, and one for many of which the same is said. */
export function printWarnings(
  warnings: readonly Violation[],
  { quiet, io }: { readonly quiet: boolean; readonly io: Io },
): void {
  if (quiet || warnings.length === 0) return;
  const said = new Map<string, string[]>();
  for (const { path, message, hint } of warnings) {
    const text = `${message}${hint === undefined ? '' : ` (${hint})`}`;
    said.set(text, [...(said.get(text) ?? []), path]);
  }
  const lines = [...said].flatMap(([text, paths]) =>
    (paths.length > REPEATED ? [joined(paths)] : paths).map((path) => `warning: ${path}: ${text}`),
  );
  io.stderr.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

/** Places in one file name it once: `crd.yaml: spec.a, spec.b`. */
function joined(paths: readonly string[]): string {
  const [first = ''] = paths;
  const colon = first.indexOf(': ');
  const file = colon < 0 ? '' : first.slice(0, colon + 2);
  return paths
    .map((path, index) => (index > 0 && path.startsWith(file) ? path.slice(file.length) : path))
    .join(', ');
}
