import type { CommandDetails } from '../../commands/command.ts';
import { FIELD_LANGUAGE } from '../../options/custom-resource/field-language-help.ts';
import { SCAFFOLD_UPDATE_OPTIONS } from '../../options/scaffold-update/options.ts';

const NOTES = `Merge: what kx rendered the last time, what you made of it, and what it renders
now, line by line, from .kx/record: that needs no git and no network. What you
edited, renamed or deleted stays so. Where both sides changed the same lines,
they stand between markers, and the exit code is 4 until you resolve them.

Answers: flag > --answers > environment > those of the last time. In lists,
--field, --version, --column, --label, --annotation, --short-name, --category
and --selectable replace the value with the same path, name or key, or add one.
To remove one: --print-answers > answers.yaml, edit it, --answers answers.yaml.`;

export const SCAFFOLD_UPDATE: CommandDetails = {
  arguments: [{ name: 'DIR', description: 'what kx scaffolded (default: this directory)' }],
  options: SCAFFOLD_UPDATE_OPTIONS,
  notes: `${NOTES}\n\n${FIELD_LANGUAGE}`,
  examples: [
    'kx scaffold update my-aa',
    "kx scaffold update tabs.example.com --field 'spec.replicas:int32=1' --diff",
  ],
};
