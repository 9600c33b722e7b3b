import type { Io } from '../io.ts';
import { colourOf } from '../options/colour-flag.ts';
import { commandLine } from '../options/complete-command.ts';
import type { RawOptions } from '../options/option.ts';
import { openQuestions, type Question } from '../options/question.ts';
import { switchOf, textOf } from '../options/raw-value.ts';
import { chalkFor } from '../ui/colour.ts';
import { askChoice } from './ask-choice.ts';
import { askLines } from './ask-lines.ts';
import type { Asked, AskedForm } from './ask-missing.ts';
import { askText } from './ask-text.ts';
import type { Dialogue } from './dialogue.ts';

type Held = { readonly form: AskedForm; readonly options: RawOptions; readonly io: Io };

/**
 * Asks each open question, the required and the offered ones, and says at the end how to do the same without.
 * Which questions there are may depend on the answers before.
 *
 * @throws CancelledError where the person leaves
 */
export async function holdDialogue({ form, options, io }: Held): Promise<Asked> {
  const chalk = await chalkFor({ flag: colourOf(options), env: io.env, stream: io.stderr });
  const asked = new Set<string>();
  let known = options;
  for (;;) {
    const open = openQuestions(form.questions(known), known).find(({ key }) => !asked.has(key));
    if (open === undefined) break;
    asked.add(open.key);
    known = await ask(open, { io, chalk, options: known, check: form.check });
  }
  if (!switchOf(options, 'quiet')) {
    io.stderr.write(`${chalk.dim('the same without questions:')} ${lineOf(form, known)}\n`);
  }
  return { options: known, prompted: [...asked].filter((key) => known[key] !== options[key]) };
}

/** @returns what is known after the question */
function ask(question: Question, dialogue: Dialogue): Promise<RawOptions> {
  if (question.choices !== undefined) return askChoice(question, question.choices, dialogue);
  return question.repeatable === true ? askLines(question, dialogue) : askText(question, dialogue);
}

function lineOf({ command, groups, argument }: AskedForm, options: RawOptions): string {
  const named = argument === undefined ? undefined : textOf(options, argument.key);
  return commandLine({ command, groups, options, args: named === undefined ? [] : [named] });
}
