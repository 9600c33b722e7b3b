import type { ChalkInstance } from 'chalk';
import { KxError, type Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import { requestedColour } from '../options/colour-flag.ts';
import { requestedDocument } from '../options/output-format.ts';
import { printable } from '../render/printable.ts';
import { chalkFor } from './colour.ts';
import { printDocument } from './print-document.ts';

/**
 * Prints an error: a sentence for people on stderr, and the Error document on stdout where one was asked for.
 * A stack trace is shown for `KX_DEBUG=1` alone.
 *
 * @param error anything that was thrown; what is not a KxError is a defect of kx, exit 1
 * @returns the exit code
 */
export async function showError(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const shown = error instanceof KxError ? error : defect(error);
  const chalk = await chalkFor({ flag: requestedColour(argv), env: io.env, stream: io.stderr });
  io.stderr.write(describe(shown, chalk));
  if (io.env['KX_DEBUG'] === '1' && error instanceof Error) io.stderr.write(`${stackOf(error)}\n`);
  const format = requestedDocument(argv);
  if (format !== undefined) await printDocument(documentOf(shown), format, io);
  return shown.exitCode;
}

type Shown = Pick<KxError, 'exitCode' | 'message' | 'hint' | 'violations'>;

function defect(error: unknown): Shown {
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: 1,
    message: `kx has a defect: ${message}`,
    hint: 'run it again with KX_DEBUG=1 and report what it prints',
    violations: [],
  };
}

function describe({ message, hint, violations }: Shown, chalk: ChalkInstance): string {
  const lines = [`${chalk.red('error:')} ${printable(message)}`, ...violations.map(describeViolation)];
  if (hint !== undefined) lines.push(`${chalk.cyan('hint:')} ${printable(hint)}`);
  return `${lines.join('\n')}\n`;
}

function describeViolation({ path, message, hint }: Violation): string {
  return printable(`  ${path}: ${message}${hint === undefined ? '' : ` (${hint})`}`);
}

function documentOf({ exitCode, message, hint, violations }: Shown): object {
  return { kind: 'Error', exitCode, message, ...(hint === undefined ? {} : { hint }), violations };
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}
