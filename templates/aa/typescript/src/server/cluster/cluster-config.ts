/** Where kube-apiserver is and how to show oneself there. */
export type ClusterConfig = {
  /** `https://10.0.0.1:443`, with a path where kube-apiserver is behind one. */
  readonly server: string;
  /** Whom its certificate must name instead of the server's host. */
  readonly tlsServerName: string | undefined;
  /** Its certificate is not checked. */
  readonly insecure: boolean;
  /** Reads the files that hold them anew: tokens and certificates are renewed in place. */
  readonly credentials: () => Promise<ClusterCredentials>;
};

/** PEM texts and a bearer token, as far as there are any; without a CA those of Node count. */
export type ClusterCredentials = {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly token: string | undefined;
};
