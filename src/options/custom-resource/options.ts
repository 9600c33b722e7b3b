import { RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import { SOURCE_FORMATS } from '../../model/source/source-format.ts';
import type { OptionGroup } from '../option.ts';

/** The flags that name a resource; kx scaffold crd and kx scaffold aa share them. */
export const RESOURCE_NAME_OPTIONS: OptionGroup = {
  title: 'Names:',
  options: [
    {
      flags: '--group <group>',
      description: 'API group, a domain: stable.example.com',
      answer: { key: 'group' },
    },
    { flags: '--kind <kind>', description: 'kind in CamelCase: CronTab', answer: { key: 'kind' } },
    {
      flags: '--plural <name>',
      description: 'name in URLs',
      defaultText: 'plural of the kind',
      answer: { key: 'plural', derived: 'kind' },
    },
    {
      flags: '--singular <name>',
      description: 'name of one',
      defaultText: 'the kind in lower case',
      answer: { key: 'singular', derived: 'kind' },
    },
    {
      flags: '--list-kind <kind>',
      description: 'kind of a list',
      defaultText: 'KINDList',
      answer: { key: 'listKind', derived: 'kind' },
    },
    {
      flags: '--short-name <name>',
      description: 'short name for kubectl (repeatable)',
      repeatable: true,
      answer: { key: 'shortNames' },
    },
    {
      flags: '--category <name>',
      description: 'category for kubectl, as all (repeatable)',
      repeatable: true,
      answer: { key: 'categories' },
    },
    {
      flags: '--scope <scope>',
      description: 'where objects live',
      choices: RESOURCE_SCOPES,
      defaultText: RESOURCE_SCOPES[0],
      answer: { key: 'scope' },
    },
  ],
};

/** The files that describe a resource; kx scaffold crd and kx scaffold aa share them. */
export const RESOURCE_INPUT_OPTIONS: OptionGroup = {
  title: 'Input:',
  options: [
    {
      flags: '--from <file>',
      description: 'sample, JSON Schema, TypeScript (FILE#Type) or CRD; - reads stdin (repeatable)',
      repeatable: true,
      answer: { key: 'from' },
    },
    {
      flags: '--from-format <format>',
      description: 'what the files of --from are',
      choices: SOURCE_FORMATS,
      defaultText: 'detected',
      answer: { key: 'fromFormat' },
    },
  ],
};

/** The flags that describe the objects of a resource; kx scaffold crd and kx scaffold aa share them. */
export const RESOURCE_SCHEMA_OPTIONS: OptionGroup = {
  title: 'Schema:',
  options: [
    {
      flags: '--field <field>',
      description: "'PATH:TYPE[!][=DEFAULT][{constraints}]' (repeatable)",
      repeatable: true,
      answer: { key: 'fields', form: 'field' },
    },
    {
      flags: '--status',
      description: 'status is written through its own subresource',
      answer: { key: 'status' },
    },
    {
      flags: '--scale <paths>',
      description: 'SPECPATH:STATUSPATH[:SELECTORPATH], for kubectl scale',
      answer: { key: 'scale', form: 'scale' },
    },
    {
      flags: '--column <column>',
      description: "'NAME:TYPE:JSONPATH[:PRIORITY]' of kubectl get (repeatable)",
      repeatable: true,
      answer: { key: 'columns', form: 'column' },
    },
    {
      flags: '--selectable <path>',
      description: 'field that --field-selector may use (repeatable)',
      repeatable: true,
      answer: { key: 'selectableFields' },
    },
  ],
};
