import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig.ts';

/**
 * Lays the flags over a cluster (client-go tools/clientcmd/client_config.go getCluster): what is said of trust replaces
 * all that the kubeconfig says of it, and another server is not known by the old one's name.
 *
 * @returns the cluster to ask
 */
export function overrideCluster(cluster: ClusterEntry, flags: ClusterAnswers): ClusterEntry {
  const trust = flags.insecureSkipTlsVerify || flags.certificateAuthority !== undefined;
  const renamed = flags.tlsServerName !== undefined || flags.server !== undefined;
  return {
    ...cluster,
    server: flags.server ?? cluster.server,
    ...(trust ? trustOf(flags) : {}),
    ...(renamed ? { tlsServerName: flags.tlsServerName } : {}),
  };
}

function trustOf(flags: ClusterAnswers) {
  return {
    insecureSkipTlsVerify: flags.insecureSkipTlsVerify,
    certificateAuthority: flags.certificateAuthority,
    certificateAuthorityData: undefined,
  };
}

/**
 * Lays the flags over a user (getAuthInfo of the same file). A token file of the kubeconfig stays, and wins over
 * `--token` where it can be read.
 *
 * @returns the user to ask as
 */
export function overrideUser(user: UserEntry, flags: ClusterAnswers): UserEntry {
  return {
    ...user,
    token: flags.token ?? user.token,
    ...(flags.clientCertificate === undefined
      ? {}
      : { clientCertificate: flags.clientCertificate, clientCertificateData: undefined }),
    ...(flags.clientKey === undefined ? {} : { clientKey: flags.clientKey, clientKeyData: undefined }),
    as: flags.as ?? user.as,
    asUid: flags.asUid ?? user.asUid,
    asGroups: flags.asGroups.length > 0 ? flags.asGroups : user.asGroups,
  };
}

/** A cluster of which nothing is known. */
export const NO_CLUSTER: ClusterEntry = {
  server: undefined,
  tlsServerName: undefined,
  insecureSkipTlsVerify: false,
  certificateAuthority: undefined,
  certificateAuthorityData: undefined,
  proxyUrl: undefined,
  disableCompression: false,
  execConfig: undefined,
};

/** A user of whom nothing is known. */
export const NO_USER: UserEntry = {
  clientCertificate: undefined,
  clientCertificateData: undefined,
  clientKey: undefined,
  clientKeyData: undefined,
  token: undefined,
  tokenFile: undefined,
  username: undefined,
  password: undefined,
  as: undefined,
  asUid: undefined,
  asGroups: [],
  asUserExtra: {},
  authProvider: undefined,
  exec: undefined,
};
