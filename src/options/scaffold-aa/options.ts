import { AA_LANGUAGES, AA_STREAMS, librariesOf } from '../../model/aa-library.ts';
import { ANSWER_OPTIONS } from '../answers/answer-options.ts';
import {
  RESOURCE_INPUT_OPTIONS,
  RESOURCE_NAME_OPTIONS,
  RESOURCE_SCHEMA_OPTIONS,
} from '../custom-resource/options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';
import { AA_STORAGES } from './platform.ts';

/** The version of a group that is new: kubectl and users know what alpha promises. */
export const DEFAULT_AA_VERSION = 'v1alpha1';

/** The flags that describe one kind: those of its names but for the group, and of its schema. */
export const OF_ONE_KIND = [...RESOURCE_NAME_OPTIONS.options, ...RESOURCE_SCHEMA_OPTIONS.options].filter(
  ({ flags }) => !flags.startsWith('--group ') && !flags.startsWith('--kind '),
);

/** What kx scaffold aa takes besides flags. */
export const SCAFFOLD_AA_ARGUMENT = {
  key: 'name',
  name: 'NAME',
  description: 'the project and its Service: my-aa',
  answer: { key: 'name' },
} as const;

/** The flags of kx scaffold aa, by heading. */
export const SCAFFOLD_AA_OPTIONS: readonly OptionGroup[] = [
  {
    ...RESOURCE_NAME_OPTIONS,
    options: [
      ...RESOURCE_NAME_OPTIONS.options,
      {
        flags: '--version <name>',
        description: 'version of the group',
        defaultText: DEFAULT_AA_VERSION,
        answer: { key: 'version' },
      },
    ],
  },
  RESOURCE_INPUT_OPTIONS,
  RESOURCE_SCHEMA_OPTIONS,
  {
    title: 'Further kinds:',
    options: [
      {
        flags: '--resource <kind>',
        description: 'KIND[,plural=…][,scope=Cluster][,short=…][,field=…] of the group (repeatable)',
        repeatable: true,
        answer: { key: 'resources', form: 'resource' },
      },
    ],
  },
  {
    title: 'Server:',
    options: [
      {
        flags: '--service <name>',
        description: 'Service that it stands behind',
        defaultText: 'NAME',
        answer: { key: 'service', derived: 'name' },
      },
      {
        flags: '--namespace <name>',
        description: 'namespace of the Service',
        defaultText: 'NAME-system',
        answer: { key: 'namespace', derived: 'name' },
      },
      {
        flags: '--language <name>',
        description: 'what it is written in',
        choices: AA_LANGUAGES,
        defaultText: 'typescript',
        answer: { key: 'language' },
      },
      {
        flags: '--library <name>',
        description: 'what it is written on',
        choices: librariesOf(),
        defaultText: 'the first of the language',
        answer: { key: 'library', derived: 'language' },
      },
      {
        flags: '--storage <name>',
        description: 'where objects are kept; sqlite needs Node 22.13, etcd is for replicas',
        choices: AA_STORAGES,
        defaultText: 'memory',
        answer: { key: 'storage' },
      },
      {
        flags: '--connect <streams>',
        description: 'subresources that stream, joined by commas',
        repeatable: true,
        choices: AA_STREAMS,
        answer: { key: 'connect' },
      },
      {
        flags: '--certs',
        description: 'make certificates for a first local run',
        defaultText: 'yes',
        answer: { key: 'certs' },
      },
      { flags: '--no-certs', description: 'make none' },
    ],
  },
  ANSWER_OPTIONS,
  {
    ...WRITE_OPTIONS,
    options: [
      {
        flags: '--out <dir>',
        description: 'directory of the project',
        defaultText: './NAME',
        answer: { key: 'out' },
      },
      ...WRITE_OPTIONS.options,
      DOCUMENT_OUTPUT,
    ],
  },
];
