/** What was asked of the server on its command line: complete and checked. */
export type ServerOptions = {
  readonly port: number;
  /** undefined listens on every address. */
  readonly bindAddress: string | undefined;
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string | undefined;
  readonly requestHeader: RequestHeaderOptions;
  readonly cluster: ClusterOptions;
  /** undefined: Webhook where there is a cluster to ask, else SystemMasters. */
  readonly authorizationMode: AuthorizationMode | undefined;
  readonly storage: StorageName;
  /** Where a storage that keeps files has them. */
  readonly dataDir: string;
  readonly etcd: EtcdOptions;
  readonly limits: LimitOptions;
  readonly shutdown: ShutdownOptions;
  readonly audit: AuditOptions;
  readonly verbosity: number;
};

/** How many requests are answered at the same time, 0 for any number, and how long one may take. */
export type LimitOptions = {
  readonly readOnly: number;
  readonly mutating: number;
  readonly requestMilliseconds: number;
};

/** How the server ends. */
export type ShutdownOptions = {
  /** How long it goes on serving, though not ready. */
  readonly delayMilliseconds: number;
  /** Whether requests that come afterwards get a 429 as long as others are answered. */
  readonly sendsRetryAfter: boolean;
};

/** Where requests are recorded; undefined for nowhere, 0 for without limit. */
export type AuditOptions = {
  readonly policyFile: string | undefined;
  /** `-` is stdout. */
  readonly logPath: string | undefined;
  readonly maxDays: number;
  readonly maxBackups: number;
  readonly maxBytes: number;
};

/** Whom to believe as the aggregator, and where it puts the identity of the user; header names in lower case. */
export type RequestHeaderOptions = {
  readonly caFile: string | undefined;
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
};

/** Which kube-apiserver to ask for what: files of kubeconfigs. */
export type ClusterOptions = {
  readonly kubeconfig: string | undefined;
  /** Instead of `kubeconfig`, for who somebody is. */
  readonly authenticationKubeconfig: string | undefined;
  /** Instead of `kubeconfig`, for what somebody may do. */
  readonly authorizationKubeconfig: string | undefined;
  /** The CAs that no flag names are not looked up there. */
  readonly skipLookup: boolean;
  readonly tolerateLookupFailure: boolean;
};

/** Who may do what. */
export const authorizationModes = ['Webhook', 'SystemMasters', 'AlwaysAllow'] as const;
export type AuthorizationMode = (typeof authorizationModes)[number];

/** Which etcd to keep objects in, and where in it. */
export type EtcdOptions = {
  /** URLs of its members. */
  readonly servers: readonly string[];
  /** What keys begin with. */
  readonly prefix: string;
  readonly caFile: string | undefined;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** 0: somebody else compacts it. */
  readonly compactionMilliseconds: number;
};

/** Where objects are kept: in the process, in a file, or in an etcd that replicas share. */
export const storageNames = ['memory', 'sqlite', 'etcd'] as const;
export type StorageName = (typeof storageNames)[number];
