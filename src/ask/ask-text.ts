import type { RawOptions } from '../options/option.ts';
import { checkAnswer, type Question, withAnswer } from '../options/question.ts';
import type { Dialogue } from './dialogue.ts';
import { prompt } from './prompt.ts';
import { promptTheme } from './prompt-theme.ts';

/** Asks for one line. @returns the options with it, unless it is the default of the command anyway */
export async function askText(question: Question, dialogue: Dialogue): Promise<RawOptions> {
  const { io, chalk, options } = dialogue;
  const usual = question.defaultOf?.(options);
  const validate = (typed: string) => checkAnswer(question, typed, dialogue);
  const answer = await prompt(
    {
      type: 'input',
      message: question.message,
      default: usual,
      validate,
      ...(question.preview === undefined
        ? { theme: promptTheme(chalk, question.hint) }
        : { theme: promptTheme(chalk), transformer: previewer(question, dialogue) }),
    },
    io,
  );
  const isLeftToDefault = question.offered === true && answer.trim() === usual;
  return isLeftToDefault ? options : withAnswer(question, answer, options);
}

/**
 * Shows what follows from an answer beside the question, and the answer below. inquirer places the cursor by the
 * length of what was typed, counted back from the end of the last line: nothing else may stand there.
 */
function previewer(question: Question, { chalk, options }: Dialogue) {
  return (typed: string, { isFinal }: { readonly isFinal: boolean }) => {
    const answer = typed.trim();
    if (isFinal) return chalk.cyan(answer);
    const preview = answer === '' ? undefined : question.preview?.(answer, options);
    const hint = question.hint === undefined ? '' : `(${question.hint})`;
    return `${chalk.dim(preview === undefined ? hint : `-> ${preview}`)}\n  ${typed}`;
  };
}
