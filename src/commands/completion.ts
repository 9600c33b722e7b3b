import { script } from '@bomb.sh/tab';
import { UsageError } from '../errors.ts';
import { checkChoice } from '../options/choice.ts';
import { SHELLS } from '../options/shells.ts';
import type { CommandInput } from './command.ts';

/**
 * Prints the completion script of a shell; @bomb.sh/tab writes it to the process's own stdout.
 *
 * @throws UsageError for a shell that has none
 */
export async function runCompletion({ args: [text = ''] }: CommandInput): Promise<number> {
  const shell = checkChoice({ path: 'SHELL', text, allowed: SHELLS, fallback: '' });
  if (!shell.ok) throw new UsageError('there is no completion for this shell', shell);
  script(shell.value, 'kx', 'kx');
  return 0;
}
