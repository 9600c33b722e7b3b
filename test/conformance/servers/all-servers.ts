import { GO_APISERVER, GO_APISERVER_RUNTIME, GO_NET_HTTP } from './go-servers.ts';
import type { ServerKind } from './server-kind.ts';
import { TYPESCRIPT_MEMORY, TYPESCRIPT_SQLITE } from './typescript-servers.ts';

/** Every server of the table, in its order. */
export const SERVERS: readonly ServerKind[] = [
  TYPESCRIPT_MEMORY,
  TYPESCRIPT_SQLITE,
  GO_APISERVER,
  GO_APISERVER_RUNTIME,
  GO_NET_HTTP,
];
