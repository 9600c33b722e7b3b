import type { CommandDetails } from '../../commands/command.ts';
import { CERTS_PATCH_OPTIONS } from '../../options/certs-patch/options.ts';

export const CERTS_PATCH: CommandDetails = {
  arguments: [{ name: 'KIND/NAME...', description: 'with --cluster: apiservice/v1.demo.kx.dev' }],
  options: CERTS_PATCH_OPTIONS,
  examples: [
    'kx certs patch -f apiservice.yaml --ca certs/ca.crt --diff',
    'kx certs patch -f deploy --ca certs/ca.crt --service my-aa --namespace my-ns',
    'helm template chart | kx certs patch -f - --ca certs/ca.crt',
    'kx certs patch --cluster apiservice/v1.demo.kx.dev --ca certs/ca.crt',
  ],
  notes: `It sets the caBundle of APIServices, webhooks and CRD conversions. In files
every other byte stays as it is, and all are written or none. In a cluster it
is a server-side apply of these fields alone, by the field manager kx; a field
that somebody else manages is exit code 3, and is left as it is but for
--force-conflicts.`,
};
