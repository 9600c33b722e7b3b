import type { Origins } from './origins.ts';

/** Everything that a client needs to ask one API server. */
export type Target = {
  /** Scheme, host and port, with a path where the server lives under one; no slash at the end. */
  readonly server: string;
  readonly tls: {
    /** PEM, of the system where the cluster has none; undefined means the roots that Node trusts. */
    readonly ca: string | undefined;
    readonly cert: string | undefined;
    readonly key: string | undefined;
    readonly serverName: string | undefined;
    readonly insecure: boolean;
  };
  /** Authorization and Impersonate-* headers, in the order they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The Authorization header is that of a credential plugin; client-go adds it behind its log, which does not have it. */
  readonly isPluginToken?: true;
  readonly compression: boolean;
  /** That of requests for objects in namespaces; `default` where nothing names one. */
  readonly namespace: string;
  /** The proxy that the cluster's `proxy-url` names: http, https or socks5, and what says so. */
  readonly proxyUrl: { readonly url: string; readonly origin: string } | undefined;
  readonly origins: Origins;
  /**
   * Makes the credentials anew, for a server that does not take these any longer; there only where they can be other
   * ones, from a credential plugin or a token file.
   *
   * @throws ClusterError as the first time
   */
  readonly refresh?: () => Promise<Target>;
};
