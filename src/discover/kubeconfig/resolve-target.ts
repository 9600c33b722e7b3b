import { resolve } from 'node:path';
import { ClusterError } from '../../errors.ts';
import { checkSelection } from './check-selection.ts';
import type { ExecCredential } from './exec-credential.ts';
import type { UserEntry } from './kubeconfig.ts';
import { readNamed, readPem } from './read-pem.ts';
import type { Selection } from './select-context.ts';
import { serverAddress } from './server-address.ts';
import type { Target } from './target.ts';

/**
 * Turns a selection into a target: reads the files it names and asks its credential plugin. Over plain HTTP neither is
 * done and no credential is sent, as anybody on the way could read it (client-go tools/clientcmd/client_config.go
 * ClientConfig: "only try to read the auth information if we are secure"); impersonation is no secret and goes along.
 *
 * @param cwd where paths of flags begin; those of a kubeconfig are absolute already
 * @throws ClusterError naming the file or the plugin that failed
 */
export async function resolveTarget(selection: Selection, cwd: string): Promise<Target> {
  checkSelection(selection);
  const { cluster, user, origins } = selection;
  const server = serverAddress(cluster.server, isTlsMeant(selection));
  const isSecure = new URL(server).protocol === 'https:';
  const { tls, headers } = isSecure ? await credentials(selection, cwd) : NO_CREDENTIALS;
  return {
    server,
    tls,
    headers: [...headers, ...impersonation(user)],
    compression: !cluster.disableCompression,
    namespace: selection.namespace,
    proxyUrl:
      cluster.proxyUrl === undefined
        ? undefined
        : { url: cluster.proxyUrl, origin: `proxy-url of ${origins.context}` },
    origins,
  };
}

/** @returns whether something to speak TLS with was given, which decides about an address without a scheme */
function isTlsMeant({ cluster, user }: Selection): boolean {
  const given = [
    cluster.certificateAuthority,
    cluster.certificateAuthorityData,
    user.clientCertificate,
    user.clientCertificateData,
  ];
  return cluster.insecureSkipTlsVerify || given.some((value) => value !== undefined);
}

type Credentials = Pick<Target, 'tls' | 'headers'>;

const NO_CREDENTIALS: Credentials = {
  tls: { ca: undefined, cert: undefined, key: undefined, serverName: undefined, insecure: false },
  headers: [],
};

async function credentials(selection: Selection, cwd: string): Promise<Credentials> {
  const { cluster, user, origins } = selection;
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(cwd, path));
  const ca = await readPem({
    what: 'certificate',
    name: origins.authority,
    path: at(cluster.certificateAuthority),
    data: cluster.certificateAuthorityData,
  });
  const cert = await readPem({
    what: 'certificate',
    name: origins.certificate,
    path: at(user.clientCertificate),
    data: user.clientCertificateData,
  });
  const key = await readPem({
    what: 'private key',
    name: origins.key,
    path: at(user.clientKey),
    data: user.clientKeyData,
  });
  const exec = await credentialOf(selection, ca);
  return {
    tls: {
      ca,
      cert: cert ?? exec?.cert,
      key: key ?? exec?.key,
      serverName: cluster.tlsServerName,
      insecure: cluster.insecureSkipTlsVerify,
    },
    headers: await authorization(user, exec),
  };
}

async function credentialOf(
  { user, userName = '', cluster }: Selection,
  ca: string | undefined,
): Promise<ExecCredential | undefined> {
  if (user.exec === undefined) return undefined;
  const { execCredential, execRefusal } = await import('./exec-credential.ts');
  const refusal = execRefusal(user.exec);
  if (refusal !== undefined) throw new ClusterError(`user '${userName}' cannot sign in: ${refusal}`);
  return execCredential({
    exec: user.exec,
    userName,
    cluster: {
      server: cluster.server,
      ...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
      ...(cluster.insecureSkipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
      ...(ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    },
  });
}

/** A token file wins over a token (client-go transport/round_trippers.go), as its content may have been renewed. */
async function authorization(user: UserEntry, exec: ExecCredential | undefined): Promise<Target['headers']> {
  const token =
    user.tokenFile === undefined ? user.token : (await readNamed('tokenFile', user.tokenFile)).trim();
  if (token !== undefined && token !== '') return [['Authorization', `Bearer ${token}`]];
  if (user.username !== undefined) {
    const pair = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
    return [['Authorization', `Basic ${pair}`]];
  }
  return exec?.authorization === undefined ? [] : [['Authorization', exec.authorization]];
}

/** The headers of user impersonation (kubernetes.io/docs/reference/access-authn-authz/authentication). */
function impersonation(user: UserEntry): Target['headers'] {
  if (user.as === undefined) return [];
  const extra = Object.entries(user.asUserExtra).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : []).map(
      (value) => [`Impersonate-Extra-${encodeURIComponent(name)}`, String(value)] as const,
    ),
  );
  return [
    ['Impersonate-User', user.as],
    ...(user.asUid === undefined ? [] : [['Impersonate-Uid', user.asUid] as const]),
    ...user.asGroups.map((group) => ['Impersonate-Group', group] as const),
    ...extra,
  ];
}
