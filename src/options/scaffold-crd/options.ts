import { RESOURCE_NAME_OPTIONS, RESOURCE_SCHEMA_OPTIONS } from '../custom-resource/options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import type { Question } from '../question.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** The flags of kx scaffold crd, by heading. */
export const SCAFFOLD_CRD_OPTIONS: readonly OptionGroup[] = [
  RESOURCE_NAME_OPTIONS,
  {
    title: 'Versions and metadata:',
    options: [
      {
        flags: '--version <version>',
        description: 'NAME[,served=false][,storage][,deprecated[="warning"]] (repeatable)',
        repeatable: true,
        defaultText: 'v1',
      },
      { flags: '--label <k=v>', description: 'label of the CRD (repeatable)', repeatable: true },
      { flags: '--annotation <k=v>', description: 'annotation of the CRD (repeatable)', repeatable: true },
    ],
  },
  {
    ...RESOURCE_SCHEMA_OPTIONS,
    options: [
      ...RESOURCE_SCHEMA_OPTIONS.options,
      {
        flags: '--selectable <path>',
        description: 'field that --field-selector may use (repeatable)',
        repeatable: true,
      },
    ],
  },
  {
    ...WRITE_OPTIONS,
    options: [
      {
        flags: '--out <directory>',
        description: 'where to write; - prints the CRD',
        defaultText: './PLURAL.GROUP',
      },
      ...WRITE_OPTIONS.options,
      DOCUMENT_OUTPUT,
    ],
  },
];

/** What a person on a terminal is asked where neither PLURAL.GROUP nor a flag says it. */
export const SCAFFOLD_CRD_QUESTIONS: readonly Question[] = [
  { key: 'group', flag: '--group', message: 'API group (a domain, as stable.example.com)' },
  { key: 'kind', flag: '--kind', message: 'Kind (CamelCase, as CronTab)' },
];
