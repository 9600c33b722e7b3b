import { DEFAULT_DAYS } from '../../model/certificate/certificate-defaults.ts';
import { KEY_TYPES } from '../../model/certificate/certificate-key-type.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

const AS_NOW = 'as tls.crt';

/** The flags of kx certs renew, by heading. */
export const CERTS_RENEW_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Certificate:',
    options: [
      {
        flags: '--days <days>',
        description: 'life of the new certificate',
        defaultText: `${AS_NOW}, or ${DEFAULT_DAYS} where it ends with its CA`,
      },
      { flags: '--dns <name>', description: 'a further DNS name (repeatable)', repeatable: true },
      { flags: '--ip <address>', description: 'a further IP address (repeatable)', repeatable: true },
      { flags: '--key <type>', description: 'type of the new key', choices: KEY_TYPES, defaultText: AS_NOW },
      { flags: '--reuse-key', description: 'keep tls.key, for whoever has pinned it' },
    ],
  },
  {
    title: 'CA:',
    options: [
      { flags: '--ca', description: 'renew the CA as well, with its own key and name' },
      { flags: '--ca-days <days>', description: 'life of the renewed CA', defaultText: 'as ca.crt' },
      { flags: '--ca-cert <file>', description: 'the CA', defaultText: 'ca.crt in DIR' },
      { flags: '--ca-key <file>', description: 'its private key', defaultText: 'ca.key in DIR' },
      { flags: '--passphrase-file <file>', description: 'passphrase of that key (- for stdin)' },
    ],
  },
  {
    title: 'When:',
    options: [
      { flags: '--if-needed', description: 'only where less than a third of its life is left' },
      { flags: '--min-days <days>', description: 'with --if-needed: only where fewer days are left' },
    ],
  },
  {
    title: 'Writing:',
    options: [
      ...WRITE_OPTIONS.options.filter(({ flags }) => flags !== '--force'),
      { flags: '--force', description: 'also where tls.crt and tls.key are no pair' },
      DOCUMENT_OUTPUT,
    ],
  },
];
