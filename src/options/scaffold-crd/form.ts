import type { CommandForm } from '../command-form.ts';
import { identityOf } from '../custom-resource/identity.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';
import { checkScaffoldCrd, type ScaffoldCrdAnswers } from './answers.ts';
import { completeScaffoldCrd } from './complete.ts';
import { SCAFFOLD_CRD_OPTIONS, SCAFFOLD_CRD_QUESTIONS } from './options.ts';

/** Everything that kx scaffold crd wants to know. */
export const SCAFFOLD_CRD_FORM: CommandForm<ScaffoldCrdAnswers> = {
  command: 'scaffold crd',
  groups: SCAFFOLD_CRD_OPTIONS,
  argument: { key: 'fullName', name: 'PLURAL.GROUP' },
  questions: (options) => {
    const open = new Set(identityOf(givenFlags(options)).missing);
    return SCAFFOLD_CRD_QUESTIONS.filter(({ flag }) => open.has(flag));
  },
  check: (options) => checkScaffoldCrd(givenFlags(options)),
  missing: (options) => ({ args: [], flags: identityOf(givenFlags(options)).missing }),
  complete: completeScaffoldCrd,
};

function givenFlags(options: RawOptions) {
  return { options, fullName: textOf(options, 'fullName') };
}
