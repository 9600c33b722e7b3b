import type { RawOptions } from '../options/option.ts';
import { checkAnswer, type Question, withAnswer } from '../options/question.ts';
import { printable } from '../render/printable.ts';
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
  const { message, hint } = question;
  const theme = promptTheme(dialogue.chalk, hint);
  let known = dialogue.options;
  for (;;) {
    const pasted = linesPasted(dialogue.io.stdin);
    const context = { ...dialogue, options: known };
    const validate = (typed: string) => typed.trim() === '' || checkAnswer(question, typed, context);
    const config = { type: 'input', message, default: undefined, validate, theme } as const;
    const answer = await prompt(config, dialogue.io).finally(pasted.forget);
    if (answer.trim() === '') return known;
    known = withLines(pasted.further(), question, {
      ...dialogue,
      options: withAnswer(question, answer, known),
    });
  }
}

/** Shows each line as if it had been typed. @returns the options with those before the first that is wrong */
function withLines(
  lines: readonly string[],
  question: Question,
  { io, chalk, check, options }: Dialogue,
): RawOptions {
  let known = options;
  const name = chalk.bold(question.message);
  for (const line of lines) {
    const verdict = checkAnswer(question, line, { options: known, check });
    if (verdict !== true) {
      io.stderr.write(`${chalk.red('✘')} ${name} ${printable(line)}\n${chalk.red(`  ${verdict}`)}\n`);
      return known;
    }
    io.stderr.write(`${chalk.green('✔')} ${name} ${chalk.cyan(printable(line))}\n`);
    known = withAnswer(question, line, known);
  }
  return known;
}
