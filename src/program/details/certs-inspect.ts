import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_INSPECT_OPTIONS } from '../../options/certs-inspect/options.ts';

export const CERTS_INSPECT: CommandDetails = {
  arguments: [{ name: 'FILE...', description: 'PEM, DER, a manifest, - for stdin, or https://HOST:PORT' }],
  options: CERTS_INSPECT_OPTIONS,
  examples: [
    'kx certs inspect certs/tls.crt certs/ca.crt certs/tls.key',
    'kx certs inspect -f apiservice.yaml -o json',
    'kx certs inspect https://127.0.0.1:6443 --server-name kubernetes',
    'kubectl get secret my-aa-tls -o yaml | kx certs inspect -',
  ],
};
