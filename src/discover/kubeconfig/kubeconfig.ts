/** A cluster of a kubeconfig; paths are absolute (k8s.io/client-go tools/clientcmd/api/v1 Cluster). */
export type ClusterEntry = {
  readonly server: string | undefined;
  readonly tlsServerName: string | undefined;
  readonly insecureSkipTlsVerify: boolean;
  readonly certificateAuthority: string | undefined;
  /** Base64 of the PEM. */
  readonly certificateAuthorityData: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly disableCompression: boolean;
  /** What the extension `client.authentication.k8s.io/exec` hands to a credential plugin. */
  readonly execConfig: unknown;
};

/** A credential plugin (ExecConfig of the same API). */
export type ExecEntry = {
  readonly apiVersion: string | undefined;
  readonly command: string | undefined;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string | undefined; readonly value: string }[];
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string | undefined;
};

/** An authentication provider of old, as gcp, azure or oidc. */
export type AuthProviderEntry = {
  readonly name: string | undefined;
  readonly config: Readonly<Record<string, string>>;
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
  readonly asUserExtra: Readonly<Record<string, readonly string[]>>;
  readonly authProvider: AuthProviderEntry | undefined;
  readonly exec: ExecEntry | undefined;
};

/** A context: which cluster, as which user, in which namespace, and the file that has it. */
export type ContextEntry = {
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  readonly namespace: string | undefined;
  readonly file: string;
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
