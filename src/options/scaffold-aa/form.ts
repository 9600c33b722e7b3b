import type { CommandForm } from '../command-form.ts';
import { identityOf } from '../custom-resource/identity.ts';
import { textOf } from '../raw-value.ts';
import { checkScaffoldAa, type ScaffoldAaAnswers } from './answers.ts';
import { completeScaffoldAa } from './complete.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from './options.ts';
import { SCAFFOLD_AA_QUESTIONS } from './questions.ts';

/** Everything that kx scaffold aa wants to know. */
export const SCAFFOLD_AA_FORM: CommandForm<ScaffoldAaAnswers> = {
  command: 'scaffold aa',
  groups: SCAFFOLD_AA_OPTIONS,
  argument: SCAFFOLD_AA_ARGUMENT,
  questions: () => SCAFFOLD_AA_QUESTIONS,
  check: checkScaffoldAa,
  missing: (options) => ({
    args: textOf(options, 'name') === undefined ? ['my-aa'] : [],
    flags: identityOf({ options, fullName: undefined }).missing,
  }),
  complete: completeScaffoldAa,
};
