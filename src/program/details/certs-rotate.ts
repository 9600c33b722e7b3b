import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_ROTATE_OPTIONS } from '../../options/certs-rotate/options.ts';

export const CERTS_ROTATE: CommandDetails = {
  arguments: [{ name: 'DIR', description: 'the directory of kx certs gen (default: certs)' }],
  options: CERTS_ROTATE_OPTIONS,
  examples: [
    'kx certs rotate certs --stage prepare',
    'kx certs rotate certs --stage switch',
    'kx certs rotate certs --stage finish',
    'kx certs rotate certs --abort',
  ],
  notes: `prepare  makes the new CA in next/ and adds it to ca.crt; give that ca.crt to
         every caller as its caBundle, and wait until all have it
switch   issues tls.crt of the new CA and keeps what it replaces in old/; give
         it to the servers, and wait until all show it
finish   takes the old CA out of ca.crt and removes next/ and old/; give the new
         CA alone to the callers
In between nobody refuses anybody. Each stage may be repeated, and one out of
order is refused (exit 3); rotation.json says how far it is.`,
};
