import { ANSWER_OPTIONS } from '../answers/answer-options.ts';
import {
  RESOURCE_INPUT_OPTIONS,
  RESOURCE_NAME_OPTIONS,
  RESOURCE_SCHEMA_OPTIONS,
} from '../custom-resource/options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** What kx scaffold crd takes besides flags. */
export const SCAFFOLD_CRD_ARGUMENT = {
  key: 'fullName',
  name: 'PLURAL.GROUP',
  description: 'the name of the CRD: crontabs.stable.example.com',
} as const;

/** The flags of kx scaffold crd, by heading. */
export const SCAFFOLD_CRD_OPTIONS: readonly OptionGroup[] = [
  RESOURCE_NAME_OPTIONS,
  RESOURCE_INPUT_OPTIONS,
  {
    title: 'Versions and metadata:',
    options: [
      {
        flags: '--version <version>',
        description: 'NAME[,served=false][,storage][,deprecated[="warning"]] (repeatable)',
        repeatable: true,
        defaultText: 'v1',
        answer: { key: 'versions', form: 'version' },
      },
      {
        flags: '--label <k=v>',
        description: 'label of the CRD (repeatable)',
        repeatable: true,
        answer: { key: 'labels', form: 'pairs' },
      },
      {
        flags: '--annotation <k=v>',
        description: 'annotation of the CRD (repeatable)',
        repeatable: true,
        answer: { key: 'annotations', form: 'pairs' },
      },
    ],
  },
  {
    ...RESOURCE_SCHEMA_OPTIONS,
    options: [
      ...RESOURCE_SCHEMA_OPTIONS.options,
      {
        flags: '--rule <rule>',
        description: "'PATH: CEL | message', a validation rule (repeatable)",
        repeatable: true,
        answer: { key: 'rules', form: 'rule' },
      },
    ],
  },
  {
    title: 'Conversion and size:',
    options: [
      {
        flags: '--conversion <how>',
        description: 'none, or webhook=SERVICE.NAMESPACE[:PORT][/PATH]',
        defaultText: 'none',
        answer: { key: 'conversion' },
      },
      {
        flags: '--ca-bundle <file>',
        description: 'PEM of the CA that the webhook is trusted by',
        answer: { key: 'caBundle' },
      },
      {
        flags: '--max-description <n>',
        description: 'characters that a description may have; 0 drops them',
        answer: { key: 'maxDescription', form: 'number' },
      },
      {
        flags: '--size-budget <bytes>',
        description: 'cut descriptions until the CRD fits: 250k, 256Ki',
        answer: { key: 'sizeBudget' },
      },
    ],
  },
  ANSWER_OPTIONS,
  {
    ...WRITE_OPTIONS,
    options: [
      {
        flags: '--out <directory>',
        description: 'where to write; - prints the CRD',
        defaultText: './PLURAL.GROUP',
        answer: { key: 'out' },
      },
      {
        flags: '--only <parts>',
        description: 'write these parts alone: crd,sample,rbac,types,docs',
        answer: { key: 'only' },
      },
      { flags: '--stdout', description: 'print the CRD alone, as --out -' },
      ...WRITE_OPTIONS.options,
      DOCUMENT_OUTPUT,
    ],
  },
];
