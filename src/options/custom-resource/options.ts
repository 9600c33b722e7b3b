import { RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import type { OptionGroup } from '../option.ts';

/** The flags that name a resource; kx scaffold crd and kx scaffold aa share them. */
export const RESOURCE_NAME_OPTIONS: OptionGroup = {
  title: 'Names:',
  options: [
    { flags: '--group <group>', description: 'API group, a domain: stable.example.com' },
    { flags: '--kind <kind>', description: 'kind in CamelCase: CronTab' },
    { flags: '--plural <name>', description: 'name in URLs', defaultText: 'plural of the kind' },
    { flags: '--singular <name>', description: 'name of one', defaultText: 'the kind in lower case' },
    { flags: '--list-kind <kind>', description: 'kind of a list', defaultText: 'KINDList' },
    { flags: '--short-name <name>', description: 'short name for kubectl (repeatable)', repeatable: true },
    {
      flags: '--category <name>',
      description: 'category for kubectl, as all (repeatable)',
      repeatable: true,
    },
    {
      flags: '--scope <scope>',
      description: 'where objects live',
      choices: RESOURCE_SCOPES,
      defaultText: RESOURCE_SCOPES[0],
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
    },
    { flags: '--status', description: 'status is written through its own subresource' },
    { flags: '--scale <paths>', description: 'SPECPATH:STATUSPATH[:SELECTORPATH], for kubectl scale' },
    {
      flags: '--column <column>',
      description: "'NAME:TYPE:JSONPATH[:PRIORITY]' of kubectl get (repeatable)",
      repeatable: true,
    },
  ],
};
