import { CLUSTER_OPTIONS } from '../cluster/cluster-options.ts';
import type { OptionGroup } from '../option.ts';
import { KUBECTL_VERSIONS, NEWEST_KUBECTL } from './kubectl.ts';

/** What the result is printed as. */
export const DISCOVER_FORMATS = ['table', 'wide', 'name', 'tree', 'json', 'yaml'] as const;

/** How the server is asked. */
export const DISCOVER_MODES = ['auto', 'aggregated', 'legacy'] as const;

/** What rows can be sorted by. */
export const SORT_KEYS = ['name', 'kind'] as const;

/** The flags of kx discover, by heading. */
export const DISCOVER_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Output:',
    options: [
      {
        flags: '-o, --output <format>',
        description: 'print the result as',
        choices: DISCOVER_FORMATS,
        defaultText: 'table',
      },
      { flags: '--api-group <group>', description: 'only resources of this group (empty for core)' },
      { flags: '--namespaced [boolean]', description: 'only namespaced resources; =false for the others' },
      {
        flags: '--verbs <verbs>',
        description: 'only resources with all these verbs, comma-separated',
        repeatable: true,
      },
      {
        flags: '--categories <names>',
        description: 'only resources in all these categories',
        repeatable: true,
      },
      {
        flags: '--sort-by <field>',
        description: 'order of the rows',
        choices: SORT_KEYS,
        defaultText: 'group',
      },
      { flags: '--no-headers', description: 'leave out the header row' },
      { flags: '--har <file>', description: 'write what was asked and answered as HAR 1.2' },
      { flags: '--curl <file>', description: 'write what was asked as a shell script of curl commands' },
    ],
  },
  {
    title: 'Requests:',
    options: [
      { flags: '--verbose', description: 'log each request as kubectl does, same as -v 6' },
      {
        flags: '-v, --v <level>',
        description: "log level of kubectl's own lines, 0 to 10",
        defaultText: '0',
      },
      {
        flags: '--kubectl <version>',
        description: 'ask and log as this kubectl does',
        choices: KUBECTL_VERSIONS,
        defaultText: NEWEST_KUBECTL,
      },
      {
        flags: '--mode <mode>',
        description: 'which discovery to ask for',
        choices: DISCOVER_MODES,
        defaultText: 'auto',
      },
    ],
  },
  CLUSTER_OPTIONS,
];
