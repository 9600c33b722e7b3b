import { RESOURCE_NAME_OPTIONS, RESOURCE_SCHEMA_OPTIONS } from '../custom-resource/options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import type { Question } from '../question.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** The version of a group that is new: kubectl and users know what alpha promises. */
export const DEFAULT_AA_VERSION = 'v1alpha1';

/** Subresources that the server does not serve yet. */
const NOT_SERVED = new Set(['--status', '--scale <paths>']);

/** The flags of kx scaffold aa, by heading. */
export const SCAFFOLD_AA_OPTIONS: readonly OptionGroup[] = [
  {
    ...RESOURCE_NAME_OPTIONS,
    options: [
      ...RESOURCE_NAME_OPTIONS.options,
      { flags: '--version <name>', description: 'version of the group', defaultText: DEFAULT_AA_VERSION },
    ],
  },
  {
    ...RESOURCE_SCHEMA_OPTIONS,
    options: RESOURCE_SCHEMA_OPTIONS.options.filter(({ flags }) => !NOT_SERVED.has(flags)),
  },
  {
    title: 'Server:',
    options: [
      { flags: '--service <name>', description: 'Service that it stands behind', defaultText: 'NAME' },
      { flags: '--namespace <name>', description: 'namespace of the Service', defaultText: 'NAME-system' },
      { flags: '--no-certs', description: 'make no certificates for a first local run' },
    ],
  },
  {
    ...WRITE_OPTIONS,
    options: [
      { flags: '--out <dir>', description: 'directory of the project', defaultText: './NAME' },
      ...WRITE_OPTIONS.options,
      DOCUMENT_OUTPUT,
    ],
  },
];

/** What a person on a terminal is asked. */
export const SCAFFOLD_AA_QUESTIONS: readonly Question[] = [
  { key: 'name', flag: 'NAME', message: 'Name of the project and its Service' },
  { key: 'group', flag: '--group', message: 'API group (a domain, as demo.example.com)' },
  { key: 'kind', flag: '--kind', message: 'Kind (CamelCase, as Widget)' },
];
