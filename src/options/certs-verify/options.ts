import { CLUSTER_OPTIONS } from '../cluster/cluster-options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';

/** Days that must be left before kx warns. */
export const DEFAULT_MIN_DAYS = 30;

/** The flags of kx certs verify, by heading. */
export const CERTS_VERIFY_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Files:',
    options: [
      { flags: '--cert <file>', description: "the server's certificate, with what it sends behind" },
      { flags: '--ca <file>', description: 'the CAs that callers trust: the caBundle as PEM' },
      { flags: '--key <file>', description: "the server's private key" },
    ],
  },
  {
    title: 'Manifests, servers, clusters:',
    options: [
      {
        flags: '-f, --filename <file>',
        description: 'manifest, or directory of them, to check against each other (repeatable)',
        repeatable: true,
      },
      { flags: '--live <address>', description: 'shake hands with HOST:PORT and judge what it sends' },
      {
        flags: '--cluster [apiservice]',
        description: 'every APIService, webhook and CRD of a cluster, or one APIService',
      },
    ],
  },
  {
    title: 'Checking:',
    options: [
      { flags: '--service <name>', description: 'the Service that the server stands behind' },
      { flags: '--namespace <namespace>', description: 'the namespace of the Service' },
      { flags: '--at <time>', description: 'the day to check for, as 2027-01-31', defaultText: 'now' },
      {
        flags: '--min-days <days>',
        description: 'fail when fewer days are left',
        defaultText: `warn below ${DEFAULT_MIN_DAYS}`,
      },
      DOCUMENT_OUTPUT,
    ],
  },
  {
    title: 'Cluster, with --cluster:',
    options: CLUSTER_OPTIONS.options.filter(({ flags }) => !/^(?:--cluster|-n, --namespace) /.test(flags)),
  },
];
