import type { CommandForm } from '../command-form.ts';
import { identityOf, splitFullName } from '../custom-resource/identity.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';
import { checkScaffoldCrd, type ScaffoldCrdAnswers } from './answers.ts';
import { completeScaffoldCrd } from './complete.ts';
import { SCAFFOLD_CRD_ARGUMENT, SCAFFOLD_CRD_OPTIONS } from './options.ts';
import { scaffoldCrdQuestions } from './questions.ts';

/** Everything that kx scaffold crd wants to know. */
export const SCAFFOLD_CRD_FORM: CommandForm<ScaffoldCrdAnswers> = {
  command: 'scaffold crd',
  groups: SCAFFOLD_CRD_OPTIONS,
  argument: { ...SCAFFOLD_CRD_ARGUMENT, implies: splitFullName },
  questions: scaffoldCrdQuestions,
  check: (options) => checkScaffoldCrd(givenFlags(options)),
  missing: (options) => ({ args: [], flags: identityOf(givenFlags(options)).missing }),
  complete: completeScaffoldCrd,
};

function givenFlags(options: RawOptions) {
  return { options, fullName: textOf(options, 'fullName') };
}
