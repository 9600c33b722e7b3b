import type { KubectlVersion } from '../../options/discover/kubectl.ts';

/** How a kubectl version writes an error: as text, as text in an "Unhandled Error", or with keys and values. */
export type ErrorForm = 'text' | 'unhandled' | 'keyed';

/** Where in client-go and kubectl the lines about what failed come from, and how they look. */
export type FailureSources = {
  readonly form: ErrorForm;
  readonly memcache: Readonly<Record<'groups' | 'version' | 'again' | 'empty' | 'emptyAgain', number>>;
  readonly cached: Readonly<Record<'groups' | 'version', number>>;
  readonly helpers: Readonly<Record<'response' | 'connection', number>>;
  /** What stands before and behind the object that the server is said to have answered. */
  readonly response: readonly [before: string, behind: string];
  /** Line of request.go where a body is no metav1.Status, and whether that line is structured. */
  readonly undecoded: { readonly line: number; readonly isStructured: boolean };
  /** Lines of request.go where a body is broken, and where its stream was reset. */
  readonly unread: Readonly<Record<'body' | 'stream', number>>;
  readonly certificates: { readonly line: number; readonly isStructured: boolean };
  /** Line of merged_client_builder.go. */
  readonly inCluster: number;
  /** Line of loader.go where no kubeconfig is there; a warning, printed at any level, in 1.27. */
  readonly configMissing: { readonly line: number; readonly isWarning: boolean };
};

const MEMCACHE = { groups: 265, version: 287, again: 121, empty: 285, emptyAgain: 119 } as const;
const BARE = ['[', ']'] as const;
/** `klog.Info` with a format: the %s is printed. */
const FORMAT = ['%s[', ']'] as const;

const OLDEST: FailureSources = {
  form: 'text',
  memcache: MEMCACHE,
  cached: { groups: 120, version: 84 },
  helpers: { response: 246, connection: 264 },
  response: BARE,
  undecoded: { line: 1387, isStructured: false },
  unread: { body: 1092, stream: 1086 },
  certificates: { line: 137, isStructured: false },
  inCluster: 121,
  configMissing: { line: 222, isWarning: true },
};

const V1_28: FailureSources = {
  ...OLDEST,
  undecoded: { line: 1411, isStructured: false },
  unread: { body: 1116, stream: 1110 },
  configMissing: { line: 141, isWarning: false },
};
const V1_29: FailureSources = { ...V1_28, response: FORMAT };
const V1_31: FailureSources = {
  ...V1_29,
  form: 'unhandled',
  undecoded: { line: 1550, isStructured: false },
  unread: { body: 1255, stream: 1249 },
  certificates: { line: 140, isStructured: false },
};
const V1_32: FailureSources = {
  ...V1_31,
  undecoded: { line: 1632, isStructured: false },
  unread: { body: 1332, stream: 1326 },
  configMissing: { line: 140, isWarning: false },
};
const V1_33: FailureSources = {
  ...V1_32,
  undecoded: { line: 1664, isStructured: true },
  unread: { body: 1360, stream: 1353 },
  certificates: { line: 141, isStructured: true },
};
const V1_34: FailureSources = {
  ...V1_33,
  undecoded: { line: 1500, isStructured: true },
  unread: { body: 1196, stream: 1189 },
};
const V1_36: FailureSources = {
  ...V1_34,
  inCluster: 122,
  configMissing: { line: 141, isWarning: false },
};
const V1_37: FailureSources = {
  ...V1_36,
  form: 'keyed',
  memcache: { groups: 381, version: 403, again: 133, empty: 401, emptyAgain: 131 },
  cached: { groups: 153, version: 98 },
  helpers: { response: 247, connection: 265 },
  response: ['', ''],
  undecoded: { line: 1502, isStructured: true },
  unread: { body: 1198, stream: 1191 },
};

/**
 * Measured with 1.27 to 1.33, 1.35, 1.36 and 1.37, and read from client-go v0.27.16 to v0.37.2 (1.34: v0.34.1):
 * discovery/cached/{memory/memcache,disk/cached_discovery}.go, rest/request.go, transport/cert_rotation.go,
 * tools/clientcmd/{loader,merged_client_builder}.go; kubectl pkg/cmd/util/helpers.go.
 */
export const FAILURE_SOURCES: Readonly<Record<KubectlVersion, FailureSources>> = {
  '1.27': OLDEST,
  '1.28': V1_28,
  '1.29': V1_29,
  '1.30': V1_29,
  '1.31': V1_31,
  '1.32': V1_32,
  '1.33': V1_33,
  '1.34': V1_34,
  '1.35': V1_34,
  '1.36': V1_36,
  '1.37': V1_37,
};
