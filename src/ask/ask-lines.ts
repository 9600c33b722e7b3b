import type { RawOptions } from '../options/option.ts';
import { checkAnswer, type Question, withAnswer } from '../options/question.ts';
import type { Dialogue } from './dialogue.ts';
import { linesPasted } from './lines-pasted.ts';
import { prompt } from './prompt.ts';
import { promptTheme } from './prompt-theme.ts';

/**
 * Asks for one line after the other until one is empty; each is checked at once. Lines that are pasted together are
 * as many answers, up to the first that is wrong.
 *
 * @returns the options with what was answered
 */
export async function askLines(question: Question, dialogue: Dialogue): Promise<RawOptions> {
  const { io, chalk } = dialogue;
  const validate = (options: RawOptions) => (typed: string) =>
    typed.trim() === '' ? true : checkAnswer(question, typed, { ...dialogue, options });
  let known = dialogue.options;
  for (;;) {
    const pasted = linesPasted(io.stdin);
    const answer = await prompt(
      {
        type: 'input',
        message: question.message,
        default: undefined,
        validate: validate(known),
        theme: promptTheme(chalk),
      },
      io,
    ).finally(pasted.forget);
    if (answer.trim() === '') return known;
    known = withAnswer(question, answer, known);
    for (const line of pasted.further()) {
      const verdict = validate(known)(line);
      io.stderr.write(
        verdict === true
          ? `${chalk.green('✔')} ${chalk.bold(question.message)} ${chalk.cyan(line)}\n`
          : `${chalk.red('✘')} ${chalk.bold(question.message)} ${line}\n${chalk.red(`  ${verdict}`)}\n`,
      );
      if (verdict !== true) break;
      known = withAnswer(question, line, known);
    }
  }
}
