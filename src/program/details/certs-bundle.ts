import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_BUNDLE_OPTIONS } from '../../options/certs-bundle/options.ts';

export const CERTS_BUNDLE: CommandDetails = {
  arguments: [{ name: 'FILE...', description: 'CA certificates: PEM, DER, or - for stdin' }],
  options: CERTS_BUNDLE_OPTIONS,
  examples: ['kx certs bundle certs/ca.crt', 'kx certs bundle old-ca.crt new-ca.crt -o json'],
};
