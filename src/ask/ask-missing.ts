import { violationsOf } from '../checked.ts';
import type { Io } from '../io.ts';
import type { CommandForm } from '../options/command-form.ts';
import type { RawOptions } from '../options/option.ts';
import { openQuestions } from '../options/question.ts';
import { mayAsk } from './may-ask.ts';

type Asking = {
  /** What a command asks, and how it checks that. */
  readonly form: AskedForm;
  /** What is known already, from every stronger source. */
  readonly options: RawOptions;
  readonly io: Io;
};

/** What a dialogue needs to know of a command. */
export type AskedForm = Pick<CommandForm<unknown>, 'command' | 'groups' | 'argument' | 'questions' | 'check'>;

/** The options with what a person answered, and which of them that was. */
export type Asked = { readonly options: RawOptions; readonly prompted: readonly string[] };

/**
 * Asks a person for what is missing. Without a terminal, under CI, with --yes, where nothing required is missing, or
 * where something that was given is wrong already, nothing is asked and inquirer is not even loaded; the command's
 * check then says what is wrong.
 *
 * @returns the options with what was answered; a default that was taken as it is stands in neither list
 * @throws CancelledError on Ctrl-C, Ctrl-D or a signal at a question
 */
export async function askMissing({ form, options, io }: Asking): Promise<Asked> {
  if (!mayAsk(options, io)) return { options, prompted: [] };
  const required = openQuestions(form.questions(options), options).filter(({ offered }) => offered !== true);
  const asked = new Set(required.map(({ flag }) => flag));
  const isAnswerable = violationsOf(form.check(options)).every(({ path }) => asked.has(path));
  if (required.length === 0 || !isAnswerable) return { options, prompted: [] };
  const { holdDialogue } = await import('./hold-dialogue.ts');
  return holdDialogue({ form, options, io });
}
