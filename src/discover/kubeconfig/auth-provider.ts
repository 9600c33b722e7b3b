import { ClusterError } from '../../errors.ts';
import { objectOf } from '../walk/untyped.ts';
import type { AuthProviderEntry } from './kubeconfig.ts';

/** What took the place of a provider that kubectl had until 1.25 (client-go plugin/pkg/client/auth). */
const SUCCESSORS: Readonly<Record<string, string>> = {
  gcp: 'use the exec plugin gke-gcloud-auth-plugin: gcloud container clusters get-credentials writes it',
  azure: 'use the exec plugin kubelogin (github.com/Azure/kubelogin): kubelogin convert-kubeconfig writes it',
  oidc: 'use the exec plugin kubectl-oidc_login (github.com/int128/kubelogin), which signs in anew',
};

/** client-go takes an id token for expired this many milliseconds before it is. */
const EXPIRY_DELTA = 10_000;

/**
 * The token of an authentication provider. Of those, kubectl still has oidc alone: it sends the id token while that is
 * valid. Where it has expired, kubectl asks the issuer for a new one and writes it into the kubeconfig; kx writes
 * nothing there.
 *
 * @param name what messages call the user
 * @param now epoch milliseconds
 * @throws ClusterError naming the provider and the plugin to use in its place
 */
export function providerToken(name: string, provider: AuthProviderEntry, now: number): string {
  const kind = provider.name ?? '';
  const hint = SUCCESSORS[kind];
  if (kind === 'oidc') return oidcToken(`${name} signs in with auth-provider oidc`, provider.config, now);
  const known = hint === undefined ? 'which kubectl does not know' : 'which kubectl removed in 1.26';
  throw new ClusterError(`${name} signs in with auth-provider '${kind}', ${known}`, {
    hint: hint ?? 'use an exec plugin or a token',
  });
}

function oidcToken(who: string, config: AuthProviderEntry['config'], now: number): string {
  const missing = ['idp-issuer-url', 'client-id'].find((key) => !config[key]);
  if (missing !== undefined) throw new ClusterError(`${who}, which has no ${missing}`);
  const token = config['id-token'] ?? '';
  if (token !== '' && expiryOf(token) > now + EXPIRY_DELTA) return token;
  const state = token === '' ? 'has no id-token' : 'has an id-token that has expired';
  throw new ClusterError(`${who}, which ${state}`, {
    hint: `run a kubectl command, which renews it with its refresh-token, or ${SUCCESSORS['oidc']}`,
  });
}

/** @returns epoch milliseconds of the claim `exp` (RFC 7519, section 4.1.4); 0 for what is no such token */
function expiryOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const expiry = objectOf(claims)?.['exp'];
    return typeof expiry === 'number' ? expiry * 1_000 : 0;
  } catch {
    return 0;
  }
}
