import { ANSWER_OPTIONS } from '../answers/answer-options.ts';
import { CERTS_GEN_OPTIONS, DEFAULT_OUT } from '../certs-gen/options.ts';
import type { OptionGroup } from '../option.ts';
import { DOCUMENT_OUTPUT } from '../output-format.ts';
import { WRITE_OPTIONS } from '../write-options.ts';

/** What stands beside a request. */
export const CSR_PARTS = ['csr'] as const;

/** What a request has in common with a certificate. */
const SHARED = /^--(?:service|namespace|dns|ip|allow-underscore|cluster-domain|cn|org|profile|key)\b(?!-)/;

/** The flags of kx certs csr, by heading. */
export const CERTS_CSR_OPTIONS: readonly OptionGroup[] = [
  {
    title: 'Request:',
    options: CERTS_GEN_OPTIONS.flatMap(({ options }) => options).filter(({ flags }) => SHARED.test(flags)),
  },
  {
    title: 'Manifests:',
    options: [
      {
        flags: '--emit <parts>',
        description: 'write a CertificateSigningRequest for kubectl beside',
        choices: CSR_PARTS,
        answer: { key: 'emit' },
      },
      {
        flags: '--signer-name <name>',
        description: 'who is to sign it; Kubernetes has no signer for Services',
        answer: { key: 'signerName' },
      },
      {
        flags: '--cert-manager',
        description: 'manifests for cert-manager instead, which makes the key itself',
        answer: { key: 'certManager' },
      },
      {
        flags: '--days <days>',
        description: 'life of the certificate, in these manifests',
        defaultText: '365',
        answer: { key: 'days', form: 'number' },
      },
    ],
  },
  ANSWER_OPTIONS,
  {
    title: 'Writing:',
    options: [
      {
        flags: '--out <dir>',
        description: 'the directory of tls.csr and tls.key',
        defaultText: DEFAULT_OUT,
        answer: { key: 'out' },
      },
      ...WRITE_OPTIONS.options,
      DOCUMENT_OUTPUT,
    ],
  },
];
