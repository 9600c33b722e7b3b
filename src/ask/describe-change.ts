import type { ChalkInstance } from 'chalk';
import { printable } from '../render/printable.ts';
import type { PlannedFile } from '../write/plan.ts';
import { diffPlan } from '../write/show-plan.ts';

/** Permission bits of what only its owner may read: a private key. */
const SECRET = 0o600;

/**
 * @param file one that will be replaced
 * @returns what a person must see to decide that: a unified diff, but never what stands in a private key
 */
export function describeChange(file: PlannedFile, name: string, chalk: ChalkInstance): string {
  const { before, text, mode, beforeMode = mode } = file;
  if (before === text) {
    const reason = mode === SECRET ? 'is a private key that others can read' : 'has other permissions';
    return `${name} ${reason}: ${octal(beforeMode)}, to be ${octal(mode)}\n`;
  }
  if (isSecret(file)) return `${name} differs; a private key is not shown\n`;
  if (file.isBinary === true) return `${name} differs; it is not UTF-8 text, and is not shown\n`;
  const lines = diffPlan({ root: '', rootExists: true, files: [file] })
    .trimEnd()
    .split('\n');
  return lines.map((line) => `${colourLine(safe(line), chalk)}\n`).join('');
}

/** @returns whether a file is a private key, now or later */
export function isSecret({ mode, beforeMode }: PlannedFile): boolean {
  return mode === SECRET || beforeMode === SECRET;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** A tab is no danger to a terminal, and a line that ends in CRLF is shown as any other. */
function safe(line: string): string {
  return line.replace(/\r$/u, '').split('\t').map(printable).join('\t');
}

function colourLine(line: string, chalk: ChalkInstance): string {
  if (/^(?:diff|---|\+\+\+) /u.test(line)) return chalk.bold(line);
  if (line.startsWith('@@')) return chalk.cyan(line);
  if (line.startsWith('+')) return chalk.green(line);
  return line.startsWith('-') ? chalk.red(line) : line;
}
