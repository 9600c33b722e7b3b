import { Writable } from 'node:stream';
import inquirer from 'inquirer';
import { CancelledError } from '../errors.ts';
import type { Io, OutputStream } from '../io.ts';
import { openKeyboard } from './keyboard.ts';

/** What inquirer ends a question with where it got no answer. */
const LEFT = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/** A question as inquirer takes it. */
export type PromptConfig = { readonly message: string; readonly theme: object } & (
  | {
      readonly type: 'input';
      readonly default: string | undefined;
      readonly validate: (text: string) => true | string;
      readonly transformer?: (text: string, flags: { readonly isFinal: boolean }) => string;
    }
  | { readonly type: 'select'; readonly default: string | undefined; readonly choices: string[] }
  /** Nothing of what is typed is shown. */
  | { readonly type: 'password'; readonly validate: (text: string) => true | string }
);

/**
 * Asks one question. It goes to stderr, since stdout may be redirected to a file.
 *
 * @returns the answer as it was typed
 * @throws CancelledError where the person leaves: Ctrl-C, Ctrl-D, a signal, a terminal that was closed
 */
export async function prompt(config: PromptConfig, io: Io): Promise<string> {
  const { keys, left, close } = openKeyboard(io);
  const output = outputOf(io.stderr);
  try {
    const ask = inquirer.createPromptModule({ input: keys, output, signal: left });
    const { answer } = await ask<{ answer: string }>([{ ...config, name: 'answer' }]);
    return answer;
  } catch (error) {
    if (error instanceof Error && LEFT.has(error.name)) {
      throw new CancelledError('cancelled; nothing was written', { cause: error });
    }
    throw error;
  } finally {
    close();
  }
}

/** inquirer ends the stream that it is given, and reads the terminal's width at each key. */
function outputOf(stderr: OutputStream): Writable {
  const output = new Writable({
    decodeStrings: false,
    write: (text, _encoding, done) => {
      stderr.write(String(text));
      done();
    },
  });
  return Object.defineProperties(output, {
    isTTY: { value: true },
    columns: { get: () => stderr.columns },
  });
}
