import { CLUSTER_OPTIONS } from '../cluster/cluster-options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** A patch is there to change files, and never asks. */
const UNUSED = new Set(['--force', '-y, --yes']);

/** The flags of kx certs patch, by heading. */
export const CERTS_PATCH_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'What:',
    options: [
      { flags: '--ca <file>', description: 'the CAs that the caBundles are to hold: PEM, DER' },
      {
        flags: '-f, --filename <file>',
        description: 'manifest or directory of them; - filters stdin (repeatable)',
        repeatable: true,
      },
      { flags: '--cluster', description: 'objects of a cluster, by server-side apply' },
      { flags: '--service <name>', description: 'only what calls this Service' },
      { flags: '--namespace <namespace>', description: 'the namespace of that Service' },
      { flags: '--secure', description: 'set insecureSkipTLSVerify: true to false as well' },
    ],
  },
  {
    title: 'Writing:',
    options: [
      ...WRITE_OPTIONS.options.filter(({ flags }) => !UNUSED.has(flags)),
      {
        flags: '--force-conflicts',
        description: 'with --cluster: take the fields over from whoever manages them',
      },
      DOCUMENT_OUTPUT,
    ],
  },
  {
    title: 'Cluster, with --cluster:',
    options: CLUSTER_OPTIONS.options.filter(({ flags }) => !/^(?:--cluster|-n, --namespace) /.test(flags)),
  },
];
