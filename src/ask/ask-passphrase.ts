import type { Io } from '../io.ts';
import { chalkFor } from '../ui/colour.ts';
import { prompt } from './prompt.ts';
import { promptTheme } from './prompt-theme.ts';

type PassphraseQuestion = {
  readonly message: string;
  /** @returns true, or the sentence to show under the question */
  readonly validate: (typed: string) => true | string;
  /** What --color says. */
  readonly colour: string | undefined;
};

/**
 * Asks for a passphrase; nothing of it is shown.
 *
 * @throws CancelledError where the person leaves
 */
export async function askPassphrase(question: PassphraseQuestion, io: Io): Promise<string> {
  const { message, validate, colour } = question;
  const chalk = await chalkFor({ flag: colour, env: io.env, stream: io.stderr });
  return await prompt({ type: 'password', message, validate, theme: promptTheme(chalk) }, io);
}
