import type { X509Certificate } from 'node:crypto';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { parseAuthorities } from '../listen/parse-authorities.ts';
import type { RequestHeaderOptions } from '../options/server-options.ts';

/** Whom the cluster says are to be believed. */
export type ClusterTrust = {
  readonly clientAuthorities: readonly X509Certificate[];
  readonly requestHeaderAuthorities: readonly X509Certificate[];
  readonly requestHeader: RequestHeaderOptions;
};

/**
 * Reads the ConfigMap kube-system/extension-apiserver-authentication, which kube-apiserver keeps
 * (k8s.io/kubernetes pkg/controlplane/controller/clusterauthenticationtrust): CAs as PEM, names as JSON lists. A header
 * that it does not name is not believed, since that kube-apiserver does not remove it from what clients send.
 *
 * @throws Error with a sentence for a value that cannot be read
 */
export const readClusterTrust = (configMap: JsonObject): ClusterTrust => {
  const data = ownMember(configMap, 'data');
  const text = (key: string): string => {
    const value = isJsonObject(data) ? ownMember(data, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const list = (key: string): readonly string[] => parseList(key, text(key));
  const headers = (key: string): readonly string[] => list(key).map((name) => name.toLowerCase());
  return {
    clientAuthorities: authoritiesOf('client-ca-file', text('client-ca-file')),
    requestHeaderAuthorities: authoritiesOf(
      'requestheader-client-ca-file',
      text('requestheader-client-ca-file'),
    ),
    requestHeader: {
      caFile: undefined,
      allowedNames: list('requestheader-allowed-names'),
      usernameHeaders: headers('requestheader-username-headers'),
      uidHeaders: headers('requestheader-uid-headers'),
      groupHeaders: headers('requestheader-group-headers'),
      extraHeaderPrefixes: headers('requestheader-extra-headers-prefix'),
    },
  };
};

const authoritiesOf = (key: string, pem: string): readonly X509Certificate[] =>
  pem.trim() === '' ? [] : parseAuthorities(`its ${key}`, pem);

const parseList = (key: string, text: string): readonly string[] => {
  if (text.trim() === '') return [];
  const value = parsed(text);
  const names = isJsonList(value) ? value.filter((each) => typeof each === 'string') : undefined;
  if (names === undefined) throw new Error(`its ${key} is no list in JSON: ${text}`);
  return names;
};

const parsed = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
