import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';

/** The flags of kx certs inspect, by heading. */
export const CERTS_INSPECT_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Inputs:',
    options: [
      {
        flags: '-f, --filename <file>',
        description: 'a manifest, kubeconfig or directory of manifests (repeatable)',
        repeatable: true,
      },
      { flags: '--server-name <name>', description: 'the name to ask a live server for (SNI)' },
      DOCUMENT_OUTPUT,
    ],
  },
];
