import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isJsonList, isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import { parseYaml } from '../decode/yaml/parse-yaml.ts';
import type { ClusterConfig, ClusterCredentials } from './cluster-config.ts';

/**
 * The cluster and user of a kubeconfig's current context; files that it names are relative to its own directory
 * (k8s.io/client-go tools/clientcmd). Credentials are checked by reading them once.
 *
 * @throws Error with one sentence where the file cannot be read or asks for what this server does not do
 */
export const readKubeconfig = async (flag: string, file: string): Promise<ClusterConfig> => {
  try {
    const parts = currentParts(parseYaml(await readFile(file, 'utf8')).value);
    refuseUnsupported(parts);
    const config = configOf(parts, dirname(resolve(file)));
    await config.credentials();
    return config;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--${flag} ${file} cannot be used: ${message}`, { cause });
  }
};

type Parts = { readonly cluster: JsonObject; readonly user: JsonObject };

const currentParts = (document: unknown): Parts => {
  if (!isJsonObject(document)) throw new Error('it is no kubeconfig');
  const name = textOf(document, 'current-context');
  if (name === undefined) throw new Error('it has no current-context');
  const context = entryOf(document, { list: 'contexts', kind: 'context', name });
  const cluster = textOf(context, 'cluster');
  if (cluster === undefined) throw new Error(`its context ${name} names no cluster`);
  const user = textOf(context, 'user');
  return {
    cluster: entryOf(document, { list: 'clusters', kind: 'cluster', name: cluster }),
    user: user === undefined ? {} : entryOf(document, { list: 'users', kind: 'user', name: user }),
  };
};

/** The member `kind` of the entry of that name. */
const entryOf = (
  document: JsonObject,
  { list, kind, name }: { readonly list: string; readonly kind: string; readonly name: string },
): JsonObject => {
  const entries = ownMember(document, list);
  const found = isJsonList(entries)
    ? entries.filter(isJsonObject).find((each) => ownMember(each, 'name') === name)
    : undefined;
  if (found === undefined) throw new Error(`it has no ${kind} called ${name}`);
  const value = ownMember(found, kind);
  return isJsonObject(value) ? value : {};
};

const unsupported: Readonly<Record<keyof Parts, readonly string[]>> = {
  cluster: ['proxy-url'],
  user: ['exec', 'auth-provider', 'username', 'as', 'as-uid', 'as-groups', 'as-user-extra'],
};

const refuseUnsupported = ({ cluster, user }: Parts): void => {
  const found = [
    ...unsupported.cluster.filter((name) => ownMember(cluster, name) !== undefined),
    ...unsupported.user.filter((name) => ownMember(user, name) !== undefined),
  ];
  if (found.length > 0)
    throw new Error(`it uses ${found.join(' and ')}; give the server a token or a client certificate`);
};

const configOf = ({ cluster, user }: Parts, directory: string): ClusterConfig => {
  const server = textOf(cluster, 'server');
  if (server === undefined || !URL.canParse(server)) throw new Error(`its server is no URL: ${server}`);
  if (new URL(server).protocol !== 'https:') throw new Error(`its server is not https: ${server}`);
  return {
    server,
    tlsServerName: textOf(cluster, 'tls-server-name'),
    insecure: ownMember(cluster, 'insecure-skip-tls-verify') === true,
    credentials: () => readCredentials({ cluster, user }, directory),
  };
};

const readCredentials = async ({ cluster, user }: Parts, directory: string): Promise<ClusterCredentials> => ({
  ca: await pemOf(cluster, 'certificate-authority', directory),
  cert: await pemOf(user, 'client-certificate', directory),
  key: await pemOf(user, 'client-key', directory),
  token: await tokenOf(user, directory),
});

/** Data in the file itself wins over a file's name, as with client-go. */
const pemOf = async (part: JsonObject, name: string, directory: string): Promise<string | undefined> => {
  const data = textOf(part, `${name}-data`);
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const file = textOf(part, name);
  return file === undefined ? undefined : readFile(resolve(directory, file), 'utf8');
};

/** A token's file wins over a token, since it may be renewed. */
const tokenOf = async (user: JsonObject, directory: string): Promise<string | undefined> => {
  const file = textOf(user, 'tokenFile');
  if (file === undefined) return textOf(user, 'token');
  return (await readFile(resolve(directory, file), 'utf8')).trim();
};

const textOf = (object: JsonObject, name: string): string | undefined => {
  const value = ownMember(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
