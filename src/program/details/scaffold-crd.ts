import type { CommandDetails } from '../../commands/command.ts';
import { ANSWERS_HELP } from '../../options/answers/answer-options.ts';
import { FIELD_LANGUAGE } from '../../options/custom-resource/field-language-help.ts';
import { SCAFFOLD_CRD_ARGUMENT, SCAFFOLD_CRD_OPTIONS } from '../../options/scaffold-crd/options.ts';

export const SCAFFOLD_CRD: CommandDetails = {
  arguments: [SCAFFOLD_CRD_ARGUMENT],
  options: SCAFFOLD_CRD_OPTIONS,
  notes: `${ANSWERS_HELP}\n\n${FIELD_LANGUAGE}`,
  examples: [
    "kx scaffold crd tabs.example.com --kind Tab --field 'spec.cron:string!'",
    'kx scaffold crd --group example.com --kind Shop --scope Cluster --out -',
    'kx scaffold crd shops.example.com --kind Shop --print-answers > shop.yaml',
  ],
};
