import type { Untyped } from '../walk/untyped.ts';

/** A cluster of a kubeconfig; paths are absolute (k8s.io/client-go tools/clientcmd/api/v1 Cluster). */
export type ClusterEntry = {
  readonly server: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly certificateAuthority: string | undefined;
  readonly certificateAuthorityData: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly disableCompression: boolean;
};

/** A user of a kubeconfig; paths are absolute (AuthInfo of the same API). */
export type UserEntry = {
  readonly clientCertificate: string | undefined;
  readonly clientCertificateData: string | undefined;
  readonly clientKey: string | undefined;
  readonly clientKeyData: string | undefined;
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly as: string | undefined;
  readonly asUid: string | undefined;
  readonly asGroups: readonly string[];
  readonly asUserExtra: Untyped;
  /** Name of an old auth-provider plugin (gcp, azure, oidc). */
  readonly authProvider: string | undefined;
  readonly exec: Untyped | undefined;
};

/** A context: which cluster, as which user, in which namespace. */
export type ContextEntry = {
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  readonly namespace: string | undefined;
};

/** One or several kubeconfig files as one. */
export type Kubeconfig = {
  /** The files that were read, in order of precedence. */
  readonly files: readonly string[];
  readonly currentContext: string | undefined;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
};
