import { FailedError, UsageError } from '../errors.ts';
import { checkChoice } from '../options/choice.ts';
import { SHELLS } from '../options/shells.ts';
import { readTemplates } from '../read/read-templates.ts';
import type { CommandInput } from './command.ts';

/** What the script of each shell is called among the templates. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: 'kx.bash',
  zsh: 'kx.zsh',
  fish: 'kx.fish',
  powershell: 'kx.ps1',
};

/**
 * Prints the completion script of a shell. The scripts know no command and no flag: they ask `kx complete` at each Tab.
 *
 * @throws UsageError for a shell that has none
 */
export async function runCompletion({ args: [text = ''], io }: CommandInput): Promise<number> {
  const shell = checkChoice({ path: 'SHELL', text, allowed: SHELLS, fallback: '' });
  if (!shell.ok) throw new UsageError('there is no completion for this shell', shell);
  const script = readTemplates('completion').find(({ path }) => path === SCRIPTS[shell.value]);
  if (script === undefined)
    throw new FailedError('a template of kx is missing', { hint: 'install kx again' });
  io.stdout.write(script.text);
  return 0;
}
