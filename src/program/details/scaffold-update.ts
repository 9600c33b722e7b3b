import type { CommandDetails } from '../../commands/command.ts';
import { FIELD_LANGUAGE } from '../../options/custom-resource/field-language-help.ts';
import { SCAFFOLD_UPDATE_OPTIONS } from '../../options/scaffold-update/options.ts';

const NOTES = `What kx rendered the last time, what you made of it, and what it renders now are
merged line by line. That needs no git and no network: the record is .kx/record.
Where both changed the same lines, they stand between markers, and the exit code
is 4. What you edited, renamed or deleted stays so.

Answers are those of the last time. Flags change them; --field, --version,
--column, --label, --annotation, --short-name, --category and --selectable add
to the list, or replace what has the same path, name or key. To take something
out of a list: kx scaffold update --print-answers > answers.yaml, edit it, and
kx scaffold update --answers answers.yaml.
`;

export const SCAFFOLD_UPDATE: CommandDetails = {
  arguments: [{ name: 'DIR', description: 'what kx scaffolded (default: this directory)' }],
  options: SCAFFOLD_UPDATE_OPTIONS,
  notes: `${NOTES}\n${FIELD_LANGUAGE}`,
  examples: [
    'kx scaffold update my-aa',
    "kx scaffold update tabs.example.com --field 'spec.replicas:int32=1' --diff",
  ],
};
