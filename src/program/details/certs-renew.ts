import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_RENEW_OPTIONS } from '../../options/certs-renew/options.ts';

export const CERTS_RENEW: CommandDetails = {
  arguments: [{ name: 'DIR', description: 'the directory of kx certs gen (default: certs)' }],
  options: CERTS_RENEW_OPTIONS,
  examples: [
    'kx certs renew',
    'kx certs renew certs --if-needed --min-days 30',
    'kx certs renew certs --dns my-aa.example.com --days 90',
    'kx certs renew certs --ca --reuse-key',
  ],
  notes: `Whoever trusts the CA takes the new certificate at once; no caBundle changes.
With --ca the CA gets a new certificate too: certificates that it issued stay
valid, and callers may go on with the former CA until that expires.`,
};
