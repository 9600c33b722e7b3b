import type { CommandForm } from '../command-form.ts';
import { identityOf, splitFullName } from '../custom-resource/identity.ts';
import { NO_INPUTS, type ResourceInputs } from '../custom-resource/resource-inputs.ts';
import { saidBySource } from '../custom-resource/said-by-source.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';
import { checkScaffoldCrd, type ScaffoldCrdAnswers } from './answers.ts';
import { completeScaffoldCrd } from './complete.ts';
import { SCAFFOLD_CRD_ARGUMENT, SCAFFOLD_CRD_OPTIONS } from './options.ts';
import { scaffoldCrdQuestions } from './questions.ts';

/** Everything that kx scaffold crd wants to know. */
export const SCAFFOLD_CRD_FORM: CommandForm<ScaffoldCrdAnswers> = scaffoldCrdForm(NO_INPUTS);

/** @returns the form where the files that flags name are read */
export function scaffoldCrdForm(inputs: ResourceInputs): CommandForm<ScaffoldCrdAnswers> {
  const given = (options: RawOptions) => ({
    options,
    fullName: textOf(options, 'fullName'),
    described: inputs.described,
  });
  return {
    command: 'scaffold crd',
    groups: SCAFFOLD_CRD_OPTIONS,
    argument: { ...SCAFFOLD_CRD_ARGUMENT, implies: splitFullName },
    questions: (options) => scaffoldCrdQuestions(given(options)),
    check: (options) => checkScaffoldCrd(given(options), inputs),
    // What a file should have said is not missing while the file could not be read.
    missing: (options) => ({
      args: [],
      flags: inputs.violations.length > 0 ? [] : identityOf(given(options)).missing,
    }),
    complete: completeScaffoldCrd,
    said: saidBySource(inputs),
  };
}
