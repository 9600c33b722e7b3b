import { dirname, resolve } from 'node:path';
import { ClusterError } from '../../errors.ts';
import { objectOf } from '../walk/untyped.ts';
import type { AuthProviderEntry, ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';
import { parseExec } from './parse-exec.ts';
import {
  base64Field,
  flagField,
  objectField,
  objectsField,
  type Place,
  textField,
  textListsField,
  textMapField,
  textsField,
} from './typed-fields.ts';

/**
 * Reads one kubeconfig document. Relative paths are relative to the file, as client-go resolves them
 * (tools/clientcmd/loader.go ResolveLocalPaths).
 *
 * @param document the parsed YAML; an empty file is an empty kubeconfig
 * @param file its absolute path
 * @throws ClusterError naming the file for a document that is no kubeconfig or names an entry twice
 */
export function parseKubeconfig(document: unknown, file: string): Kubeconfig {
  const value = document === null || document === undefined ? {} : objectOf(document);
  if (value === undefined) throw new ClusterError(`${file} is not a kubeconfig: it holds no mapping`);
  const root = { value, file, path: '' };
  refuseOtherKind(root);
  const folder = dirname(file);
  return {
    files: [file],
    currentContext: textField(root, 'current-context'),
    clusters: entries(root, 'clusters', (item) => clusterOf(item, folder)),
    users: entries(root, 'users', (item) => userOf(item, folder)),
    contexts: entries(root, 'contexts', contextOf),
  };
}

/** What kind and version leave out is that of a kubeconfig (clientcmd.Load). */
function refuseOtherKind(root: Place): void {
  const kind = textField(root, 'kind') ?? 'Config';
  const apiVersion = textField(root, 'apiVersion') ?? 'v1';
  if (kind === 'Config' && apiVersion === 'v1') return;
  throw new ClusterError(
    `${root.file} is not a kubeconfig: it is ${kind} of ${apiVersion}, not Config of v1`,
  );
}

const ITEMS = { clusters: 'cluster', users: 'user', contexts: 'context' } as const;

function entries<T>(
  root: Place,
  list: keyof typeof ITEMS,
  read: (entry: Place) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const item of objectsField(root, list)) {
    const name = textField(item, 'name') ?? '';
    if (found.has(name)) {
      throw new ClusterError(`${root.file} names '${name}' twice in ${list}; remove one of them`);
    }
    const key = ITEMS[list];
    const named = { ...item, path: `${list}[${name}]` };
    found.set(name, read(objectField(named, key) ?? { ...named, value: {} }));
  }
  return found;
}

function clusterOf(cluster: Place, folder: string): ClusterEntry {
  return {
    server: textField(cluster, 'server'),
    tlsServerName: textField(cluster, 'tls-server-name'),
    insecureSkipTlsVerify: flagField(cluster, 'insecure-skip-tls-verify'),
    certificateAuthority: pathField(cluster, 'certificate-authority', folder),
    certificateAuthorityData: base64Field(cluster, 'certificate-authority-data'),
    proxyUrl: textField(cluster, 'proxy-url'),
    disableCompression: flagField(cluster, 'disable-compression'),
    execConfig: objectsField(cluster, 'extensions').find(({ value }) => value['name'] === EXEC_EXTENSION)
      ?.value['extension'],
  };
}

/** The extension of a cluster that is meant for its plugin (KEP-541). */
const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

function userOf(user: Place, folder: string): UserEntry {
  const exec = objectField(user, 'exec');
  return {
    clientCertificate: pathField(user, 'client-certificate', folder),
    clientCertificateData: base64Field(user, 'client-certificate-data'),
    clientKey: pathField(user, 'client-key', folder),
    clientKeyData: base64Field(user, 'client-key-data'),
    token: textField(user, 'token'),
    tokenFile: pathField(user, 'tokenFile', folder),
    username: textField(user, 'username'),
    password: textField(user, 'password'),
    as: textField(user, 'as'),
    asUid: textField(user, 'as-uid'),
    asGroups: textsField(user, 'as-groups'),
    asUserExtra: textListsField(user, 'as-user-extra'),
    authProvider: providerOf(objectField(user, 'auth-provider')),
    exec: exec === undefined ? undefined : parseExec(exec, folder),
  };
}

function providerOf(provider: Place | undefined): AuthProviderEntry | undefined {
  if (provider === undefined) return undefined;
  return { name: textField(provider, 'name'), config: textMapField(provider, 'config') };
}

function contextOf(context: Place): ContextEntry {
  return {
    cluster: textField(context, 'cluster'),
    user: textField(context, 'user'),
    namespace: textField(context, 'namespace'),
    file: context.file,
  };
}

function pathField(entry: Place, key: string, folder: string): string | undefined {
  const path = textField(entry, key);
  return path === undefined ? undefined : resolve(folder, path);
}
