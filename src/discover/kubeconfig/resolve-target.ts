import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { ClusterError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { checkSecureSelection, checkSelection } from './check-selection.ts';
import { type Credentials, resolveCredentials } from './credentials.ts';
import { impersonation } from './impersonation.ts';
import { proxyAddress } from './proxy-address.ts';
import { splitName, unreadable } from './read-pem.ts';
import type { Selection } from './select-context.ts';
import { serverAddress } from './server-address.ts';
import type { Target } from './target.ts';

/**
 * Turns a selection into a target: reads the files it names and asks its credential plugin. Over plain HTTP neither is
 * done and no credential is sent, as anybody on the way could read it (client-go tools/clientcmd/client_config.go
 * ClientConfig: "only try to read the auth information if we are secure"); impersonation is no secret and goes along.
 *
 * @param io its working directory is where paths of flags begin; those of a kubeconfig are absolute already
 * @throws ClusterError naming the file or the plugin that failed; UsageError for flags that need others
 */
export async function resolveTarget(
  selection: Selection & { readonly cluster: { readonly server: string } },
  io: Pick<Io, 'cwd' | 'env' | 'stdin' | 'stderr' | 'signal' | 'now'>,
): Promise<Target> {
  checkSelection(selection);
  checkFiles(selection, io.cwd);
  const { cluster, user, origins } = selection;
  const { server, authorization } = serverAddress(cluster.server);
  const isSecure = server.startsWith('https:');
  if (isSecure) checkSecureSelection(selection);
  const { tls, headers, ...plugin } = isSecure
    ? await resolveCredentials({ selection, io, server, isSigned: authorization !== undefined })
    : NO_CREDENTIALS;
  const signed = authorization === undefined ? headers : [['Authorization', authorization] as const];
  const all = [...signed, ...impersonation(user)];
  checkHeaders(all, selection);
  return {
    server,
    tls,
    headers: all,
    ...plugin,
    compression: !cluster.disableCompression,
    namespace: selection.namespace ?? 'default',
    proxyUrl:
      cluster.proxyUrl === undefined
        ? undefined
        : { url: proxyAddress(cluster.proxyUrl, origins.context), origin: `proxy-url of ${origins.context}` },
    origins: hasAuthority(cluster) ? origins : { ...origins, authority: SYSTEM },
    ...(isSecure && canChange(selection) ? { refresh: () => resolveTarget(selection, io) } : {}),
  };
}

const NO_CREDENTIALS: Credentials = {
  tls: { ca: undefined, cert: undefined, key: undefined, serverName: undefined, insecure: false },
  headers: [],
};

/** As a message names the roots of the system. */
const SYSTEM = 'any certificate authority that this machine trusts';

function hasAuthority(cluster: Selection['cluster']): boolean {
  return (cluster.certificateAuthority ?? cluster.certificateAuthorityData) !== undefined;
}

function canChange({ user }: Selection): boolean {
  return user.exec !== undefined || user.tokenFile !== undefined;
}

/** client-go opens these files before it looks at the address (tools/clientcmd/validation.go). */
function checkFiles({ cluster, user, origins }: Selection, cwd: string): void {
  const files = [
    [origins.authority, cluster.certificateAuthority],
    [origins.certificate, user.clientCertificate],
    [origins.key, user.clientCertificate === undefined ? undefined : user.clientKey],
  ] as const;
  for (const [name, path] of files) {
    if (path === undefined) continue;
    const file = resolve(cwd, path);
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      const [said, context] = splitName(name);
      throw unreadable({ name: said, path: file, error, context });
    }
  }
}

/** Node and Go refuse control characters in a header; a token with a line break is the one that happens. */
function checkHeaders(headers: Target['headers'], { origins, flags }: Selection): void {
  const wrong = headers.find(([, value]) => [...value].some(isControl));
  if (wrong === undefined) return;
  const [name] = wrong;
  const flag = flagOf(name, flags);
  const what = name === 'Authorization' ? 'the token' : `the value of ${name}`;
  const where = flag === undefined ? `${what} holds` : `${flag} holds`;
  const place = flag === undefined ? ` (${origins.context})` : '';
  throw new ClusterError(`${where} a line break or a control character${place}`, {
    hint: 'write it in one line, without anything behind it',
  });
}

/** @returns the flag that the value of a header comes from */
function flagOf(name: string, flags: Selection['flags']): string | undefined {
  const sources: Readonly<Record<string, readonly [flag: string, isGiven: boolean]>> = {
    Authorization: ['--token', flags.token !== undefined],
    'Impersonate-User': ['--as', flags.as !== undefined],
    'Impersonate-Uid': ['--as-uid', flags.asUid !== undefined],
    'Impersonate-Group': ['--as-group', flags.asGroups.length > 0],
  };
  const [flag, isGiven] = sources[name] ?? [];
  return isGiven === true ? flag : undefined;
}

/** Bytes that no header holds (RFC 9110, section 5.5); a tab is none of them. */
function isControl(character: string): boolean {
  return (character < ' ' && character !== '\t') || character === '\x7f';
}
