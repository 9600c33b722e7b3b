import { KEY_TYPES } from '../../model/certificate/certificate-key-type.ts';
import { ROTATION_STAGES } from '../../model/certificate/rotation.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** The flags of kx certs rotate, by heading. */
export const CERTS_ROTATE_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Stage:',
    options: [
      { flags: '--stage <stage>', description: 'what to do now', choices: ROTATION_STAGES },
      { flags: '--abort', description: 'take the last stage back: switch, then prepare' },
    ],
  },
  {
    title: 'Certificates:',
    options: [
      {
        flags: '--key <type>',
        description: 'key of the new CA (prepare), of the certificate (switch)',
        choices: KEY_TYPES,
        defaultText: 'as now',
      },
      { flags: '--ca-days <days>', description: 'life of the new CA (prepare)', defaultText: 'as ca.crt' },
      { flags: '--days <days>', description: 'life of the certificate (switch)', defaultText: 'as tls.crt' },
      {
        flags: '--passphrase-file <file>',
        description: 'passphrase of next/ca.key: encrypts it (prepare), reads it (switch)',
      },
    ],
  },
  {
    title: 'Writing:',
    options: [
      ...WRITE_OPTIONS.options.filter(({ flags }) => flags !== '--force'),
      { flags: '--force', description: 'replace what is in the way in next/ and old/' },
      DOCUMENT_OUTPUT,
    ],
  },
];
