import { UsageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import { SHELLS } from '../options/shells.ts';
import { completionTree } from '../program/completion-tree.ts';
import type { CommandInput } from './command.ts';

/** Prints the completion script of a shell; @bomb.sh/tab writes it to the process's own stdout. @throws UsageError for a shell that has none */
export async function runCompletion({ args, commands }: CommandInput): Promise<number> {
  const [shell = ''] = args;
  if (!SHELLS.includes(shell)) {
    const guess = nearest(shell, SHELLS);
    throw new UsageError(`no completion for the shell '${shell}'`, {
      hint: guess === undefined ? `give one of ${SHELLS.join(', ')}` : `did you mean ${guess}?`,
    });
  }
  (await completionTree(commands)).setup('kx', 'kx', shell);
  return 0;
}
