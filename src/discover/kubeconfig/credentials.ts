import { resolve } from 'node:path';
import type { Io } from '../../io.ts';
import { providerToken } from './auth-provider.ts';
import { checkExecVersion } from './check-exec.ts';
import { userInContext } from './check-selection.ts';
import type { ExecCredential } from './exec-answer.ts';
import { checkPair, type NamedPem, readCertificates, readKey } from './read-pem.ts';
import { readToken } from './read-token.ts';
import type { Selection } from './select-context.ts';
import { basicAuthorization } from './server-address.ts';
import { systemRoots } from './system-roots.ts';
import type { Target } from './target.ts';

/** Whose credentials to resolve. */
type Signing = {
  readonly selection: Selection;
  readonly io: Pick<Io, 'cwd' | 'env' | 'stdin' | 'stderr' | 'signal' | 'now'>;
  readonly server: string;
  /** Whether the address says by itself who asks. */
  readonly isSigned: boolean;
};

/** What says who asks, and what trusts the server. */
export type Credentials = Pick<Target, 'tls' | 'headers' | 'isPluginToken'>;

/**
 * Reads what a TLS connection needs, and the Authorization header. A credential plugin is asked only where nothing
 * else says who asks (client-go plugin/pkg/client/auth/exec/exec.go UpdateTransportConfig).
 *
 * @throws ClusterError naming the file or the plugin that failed
 */
export async function resolveCredentials(signing: Signing): Promise<Credentials> {
  const { selection, io, isSigned } = signing;
  const { cluster, user, origins } = selection;
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(io.cwd, path));
  const own = await readCertificates({
    name: origins.authority,
    path: at(cluster.certificateAuthority),
    data: cluster.certificateAuthorityData,
  });
  const pair = await readPair(
    { name: origins.certificate, path: at(user.clientCertificate), data: user.clientCertificateData },
    { name: origins.key, path: at(user.clientKey), data: user.clientKeyData },
  );
  const said = await ownAuthorization(selection, io.now().getTime());
  if (user.exec !== undefined) checkExecVersion(user.exec, userInContext(selection));
  const isKnown = isSigned || said !== undefined || pair !== undefined;
  const exec = isKnown ? undefined : await askPlugin(signing, own);
  const token = exec?.token === undefined ? undefined : `Bearer ${exec.token}`;
  const authorization = said ?? token;
  return {
    tls: {
      ca: own ?? (cluster.insecureSkipTlsVerify ? undefined : await systemRoots(io.env)),
      cert: pair?.cert ?? exec?.cert,
      key: pair?.key ?? exec?.key,
      serverName: cluster.tlsServerName,
      insecure: cluster.insecureSkipTlsVerify,
    },
    headers: authorization === undefined ? [] : [['Authorization', authorization]],
    ...(token === undefined ? {} : { isPluginToken: true }),
  };
}

async function readPair(cert: NamedPem, key: NamedPem) {
  const read = await readCertificates(cert);
  // A key alone is nothing to sign with, and client-go does not look at it.
  if (read === undefined) return undefined;
  const pair = { cert: read, key: (await readKey(key)) ?? '' };
  checkPair(pair, bothNames(cert.name, key.name));
  return pair;
}

/** `client-certificate and client-key of context …`, where one context has both. */
function bothNames(cert: string, key: string): string {
  const [, place] = / (of .*)$/s.exec(key) ?? [];
  return place !== undefined && cert.endsWith(place)
    ? `${cert.replace(` ${place}`, '')} and ${key}`
    : `${cert} and ${key}`;
}

async function ownAuthorization(selection: Selection, now: number): Promise<string | undefined> {
  const { user } = selection;
  const name = userInContext(selection);
  // A provider that kubectl does not have fails even where a token stands beside it.
  const provided = user.authProvider && providerToken(name, user.authProvider, now);
  const token = await readToken(user, selection.origins.context);
  if (token !== undefined) return `Bearer ${token}`;
  if (user.username !== undefined) return basicAuthorization(user.username, user.password ?? '');
  return provided === undefined ? undefined : `Bearer ${provided}`;
}

async function askPlugin(
  { selection, io, server }: Signing,
  ca: string | undefined,
): Promise<ExecCredential | undefined> {
  const { user, cluster } = selection;
  if (user.exec === undefined) return undefined;
  const { execCredential } = await import('./exec-credential.ts');
  return await execCredential({
    exec: user.exec,
    user: userInContext(selection),
    io,
    cluster: {
      server: cluster.server ?? server,
      ...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
      ...(cluster.insecureSkipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
      ...(ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
      ...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
      ...(cluster.disableCompression ? { 'disable-compression': true } : {}),
      config: cluster.execConfig ?? null,
    },
  });
}
