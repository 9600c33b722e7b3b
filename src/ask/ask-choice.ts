import type { RawOptions } from '../options/option.ts';
import type { Question } from '../options/question.ts';
import type { Dialogue } from './dialogue.ts';
import { prompt } from './prompt.ts';
import { promptTheme } from './prompt-theme.ts';

/** Lets a person choose one of a few answers. @returns the options with it, unless it is the default anyway */
export async function askChoice(
  question: Question,
  choices: readonly string[],
  { io, chalk, options }: Dialogue,
): Promise<RawOptions> {
  const { key, message } = question;
  const usual = question.defaultOf?.(options);
  const answer = await prompt(
    { type: 'select', message, choices: [...choices], default: usual, theme: promptTheme(chalk) },
    io,
  );
  return answer === usual ? options : { ...options, [key]: answer };
}
