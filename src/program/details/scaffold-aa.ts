import type { CommandDetails } from '../../commands/command.ts';
import { ANSWERS_HELP } from '../../options/answers/answer-options.ts';
import { FIELD_LANGUAGE } from '../../options/custom-resource/field-language-help.ts';
import { SCAFFOLD_AA_ARGUMENT, SCAFFOLD_AA_OPTIONS } from '../../options/scaffold-aa/options.ts';

export const SCAFFOLD_AA: CommandDetails = {
  arguments: [SCAFFOLD_AA_ARGUMENT],
  options: SCAFFOLD_AA_OPTIONS,
  notes: `${ANSWERS_HELP}\n\n${FIELD_LANGUAGE}`,
  examples: [
    'kx scaffold aa my-aa --group demo.kx.dev --kind Widget',
    "kx scaffold aa toys --group kx.dev --kind Toy --field 'spec.size:int32=1'",
  ],
};
