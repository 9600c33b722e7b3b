import type { CommandDetails } from '../../commands/command.ts';
import { ANSWERS_HELP } from '../../options/answers/answer-options.ts';
import { CERTS_CSR_OPTIONS } from '../../options/certs-csr/options.ts';

export const CERTS_CSR: CommandDetails = {
  options: CERTS_CSR_OPTIONS,
  notes: `No signer that comes with Kubernetes signs certificates of Services: the
manifest of --emit csr needs one of your own, as --signer-name.

${ANSWERS_HELP}`,
  examples: [
    'kx certs csr --service my-aa --namespace my-ns',
    'kx certs csr --service s --namespace n --emit csr --signer-name a.b/ca --out s',
    'kx certs csr --service my-aa --namespace my-ns --cert-manager --out deploy',
  ],
};
