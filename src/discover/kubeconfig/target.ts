import type { Origins } from './origins.ts';

/** Everything that a client needs to ask one API server. */
export type Target = {
  /** Scheme, host and port, with a path where the server lives under one; no slash at the end. */
  readonly server: string;
  readonly tls: {
    /** PEM; undefined means the roots that Node trusts. */
    readonly ca: string | undefined;
    readonly cert: string | undefined;
    readonly key: string | undefined;
    readonly serverName: string | undefined;
    readonly insecure: boolean;
  };
  /** Authorization and Impersonate-* headers, in the order they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly compression: boolean;
  readonly origins: Origins;
};
