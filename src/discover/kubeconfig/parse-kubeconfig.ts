import { dirname, resolve } from 'node:path';
import { ClusterError } from '../../errors.ts';
import { objectAt, objectOf, objectsAt, textAt, textsAt, type Untyped } from '../walk/untyped.ts';
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';

/**
 * Reads one kubeconfig document. Relative paths are relative to the file, as client-go resolves them
 * (tools/clientcmd/loader.go ResolveLocalPaths).
 *
 * @param document the parsed YAML; an empty file is an empty kubeconfig
 * @param file its absolute path
 * @throws ClusterError naming the file for a document that is no kubeconfig or names an entry twice
 */
export function parseKubeconfig(document: unknown, file: string): Kubeconfig {
  const root = document === null || document === undefined ? {} : objectOf(document);
  if (root === undefined) throw new ClusterError(`${file} is not a kubeconfig: it holds no mapping`);
  const folder = dirname(file);
  return {
    files: [file],
    currentContext: textAt(root, 'current-context'),
    clusters: entries({
      root,
      list: 'clusters',
      file,
      read: (item) => clusterOf(objectAt(item, 'cluster'), folder),
    }),
    users: entries({ root, list: 'users', file, read: (item) => userOf(objectAt(item, 'user'), folder) }),
    contexts: entries({ root, list: 'contexts', file, read: (item) => contextOf(objectAt(item, 'context')) }),
  };
}

type Entries<T> = {
  readonly root: Untyped;
  readonly list: 'clusters' | 'users' | 'contexts';
  readonly file: string;
  readonly read: (item: Untyped) => T;
};

function entries<T>({ root, list, file, read }: Entries<T>): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const item of objectsAt(root, list)) {
    const name = textAt(item, 'name') ?? '';
    if (found.has(name)) {
      throw new ClusterError(`${file} names '${name}' twice in ${list}; remove one of them`);
    }
    found.set(name, read(item));
  }
  return found;
}

function clusterOf(cluster: Untyped, folder: string): ClusterEntry {
  return {
    server: textAt(cluster, 'server'),
    tlsServerName: textAt(cluster, 'tls-server-name'),
    insecureSkipTlsVerify: cluster['insecure-skip-tls-verify'] === true,
    certificateAuthority: pathAt(cluster, 'certificate-authority', folder),
    certificateAuthorityData: textAt(cluster, 'certificate-authority-data'),
    proxyUrl: textAt(cluster, 'proxy-url'),
    disableCompression: cluster['disable-compression'] === true,
  };
}

function userOf(user: Untyped, folder: string): UserEntry {
  const provider = objectOf(user['auth-provider']);
  return {
    clientCertificate: pathAt(user, 'client-certificate', folder),
    clientCertificateData: textAt(user, 'client-certificate-data'),
    clientKey: pathAt(user, 'client-key', folder),
    clientKeyData: textAt(user, 'client-key-data'),
    token: textAt(user, 'token'),
    tokenFile: pathAt(user, 'tokenFile', folder),
    username: textAt(user, 'username'),
    password: textAt(user, 'password'),
    as: textAt(user, 'as'),
    asUid: textAt(user, 'as-uid'),
    asGroups: textsAt(user, 'as-groups'),
    asUserExtra: objectAt(user, 'as-user-extra'),
    authProvider: provider === undefined ? undefined : (textAt(provider, 'name') ?? 'without a name'),
    exec: execOf(objectOf(user['exec']), folder),
  };
}

/** A command with a slash is relative to the file, a bare one is looked up on PATH (exec_plugin.go of client-go). */
function execOf(exec: Untyped | undefined, folder: string): Untyped | undefined {
  const command = exec === undefined ? undefined : textAt(exec, 'command');
  if (exec === undefined || command === undefined || !command.includes('/')) return exec;
  return { ...exec, command: resolve(folder, command) };
}

function contextOf(context: Untyped): ContextEntry {
  return {
    cluster: textAt(context, 'cluster'),
    user: textAt(context, 'user'),
    namespace: textAt(context, 'namespace'),
  };
}

function pathAt(entry: Untyped, key: string, folder: string): string | undefined {
  const path = textAt(entry, key);
  return path === undefined ? undefined : resolve(folder, path);
}
