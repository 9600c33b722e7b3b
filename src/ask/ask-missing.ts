import process from 'node:process';
import type { Checked } from '../checked.ts';
import { CancelledError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { RawOptions } from '../options/option.ts';
import { checkAnswer, openQuestions, type Question } from '../options/question.ts';

type Asking = {
  readonly questions: readonly Question[];
  readonly options: RawOptions;
  /** The command's own check. */
  readonly check: (options: RawOptions) => Checked<unknown>;
  readonly io: Io;
};

/**
 * Asks a person for the required answers that are missing. Without a terminal, under CI or with --yes nothing is
 * asked and inquirer is not even loaded; the command's check then says what is missing.
 *
 * @returns the options with what was answered
 * @throws CancelledError on Ctrl-C at a question
 */
export async function askMissing({ questions, options, check, io }: Asking): Promise<RawOptions> {
  const open = openQuestions(questions, options);
  if (open.length === 0 || !mayAsk(options, io)) return options;
  let answered = options;
  for (const question of open) {
    const context = { options: answered, check };
    const validate = (typed: string) => checkAnswer(question, typed, context);
    const text = await ask({ message: question.message, validate, signal: io.signal });
    answered = { ...answered, [question.key]: text.trim() };
  }
  return answered;
}

function mayAsk(options: RawOptions, { stdin, stderr, env }: Io): boolean {
  const isTerminal = stdin.isTTY === true && stderr.isTTY === true;
  return isTerminal && options['yes'] !== true && (env['CI'] ?? '') === '';
}

type Prompt = {
  readonly message: string;
  readonly validate: (text: string) => true | string;
  readonly signal: AbortSignal;
};

/** Questions go to stderr, since stdout may be redirected to a file. */
async function ask({ message, validate, signal }: Prompt): Promise<string> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr, signal });
  try {
    const { answer } = await prompt<{ answer: string }>([
      { type: 'input', name: 'answer', message, validate },
    ]);
    return answer;
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new CancelledError('cancelled; nothing was written', { cause: error });
    }
    throw error;
  }
}
