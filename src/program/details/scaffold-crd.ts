import type { CommandDetails } from '../../commands/command.ts';
import { FIELD_LANGUAGE } from '../../options/custom-resource/field-language-help.ts';
import { SCAFFOLD_CRD_OPTIONS } from '../../options/scaffold-crd/options.ts';

export const SCAFFOLD_CRD: CommandDetails = {
  arguments: [{ name: 'PLURAL.GROUP', description: 'the name of the CRD: crontabs.stable.example.com' }],
  options: SCAFFOLD_CRD_OPTIONS,
  notes: FIELD_LANGUAGE,
  examples: [
    "kx scaffold crd tabs.example.com --kind Tab --field 'spec.cron:string!'",
    'kx scaffold crd --group example.com --kind Shop --scope Cluster --out -',
  ],
};
