import type { CommandForm, FileAnswers } from '../command-form.ts';
import { identityOf } from '../custom-resource/identity.ts';
import { NO_INPUTS, type ResourceInputs } from '../custom-resource/resource-inputs.ts';
import { saidBySource } from '../custom-resource/said-by-source.ts';
import type { RawOptions } from '../option.ts';
import { checkScaffoldAa, type ScaffoldAaAnswers } from './answers.ts';
import { completeScaffoldAa } from './complete.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from './options.ts';
import { projectName } from './project-names.ts';
import { scaffoldAaQuestions } from './questions.ts';

/** Everything that kx scaffold aa wants to know. */
export const SCAFFOLD_AA_FORM: CommandForm<ScaffoldAaAnswers> = scaffoldAaForm(NO_INPUTS);

/** @returns the form where the files that flags name are read */
export function scaffoldAaForm(inputs: ResourceInputs): CommandForm<ScaffoldAaAnswers> {
  return {
    command: 'scaffold aa',
    groups: SCAFFOLD_AA_OPTIONS,
    argument: SCAFFOLD_AA_ARGUMENT,
    questions: (options) => scaffoldAaQuestions(options, inputs),
    check: (options) => checkScaffoldAa(options, inputs),
    missing: (options) => missing(options, inputs),
    complete: completeScaffoldAa,
    said: saidByFiles(inputs),
  };
}

/** What a file should have said is not missing while the file could not be read. */
function missing(options: RawOptions, inputs: ResourceInputs) {
  if (inputs.violations.length > 0) return { args: [], flags: [] };
  return {
    args: projectName(options, inputs) === undefined ? ['my-aa'] : [],
    flags: identityOf({ options, fullName: undefined, described: inputs.described }).missing,
  };
}

/** NAME follows from the group of the files. */
function saidByFiles(inputs: ResourceInputs): FileAnswers {
  const said = saidBySource(inputs);
  return projectName({}, inputs) === undefined ? said : { ...said, keys: ['name', ...said.keys] };
}
