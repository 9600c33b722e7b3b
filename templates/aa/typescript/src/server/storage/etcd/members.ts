import type { EtcdCredentials } from './etcd-credentials.ts';
import type { GrpcClient, GrpcModule } from './grpc-module.ts';

/** The members of an etcd, of which one is talked to at a time. */
export type Members = {
  readonly count: number;
  readonly current: () => GrpcClient;
  /** Goes on to the next member, unless that was done already since `failed` was the current one. */
  readonly turnFrom: (failed: GrpcClient) => void;
  /** Connects anew with these; what is under way is finished as it is. @throws Error where they cannot be used */
  readonly renew: (credentials: EtcdCredentials) => void;
  /** Calls back after each turn, and when all were renewed; gives a function that stops it. */
  readonly onTurn: (listener: (reason: string) => void) => () => void;
  readonly close: () => void;
};

/**
 * Times as in k8s.io/apiserver pkg/storage/storagebackend/factory/etcd3.go, but for the pause between attempts to
 * connect: that of grpc-js grows to two minutes. Lists have no limit, as in clientv3.
 */
const channelOptions = {
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/** Connections to the members at these URLs, made when they are needed. */
export const createMembers = (
  { Client, credentials }: GrpcModule,
  servers: readonly string[],
  first: EtcdCredentials,
): Members => {
  const connect = ({ ca, key, cert }: EtcdCredentials): readonly GrpcClient[] =>
    servers.map((server) => {
      const { protocol, host } = new URL(server);
      const secured =
        protocol === 'https:' ? credentials.createSsl(ca, key, cert) : credentials.createInsecure();
      return new Client(host, secured, channelOptions);
    });
  const close = (): void => {
    for (const client of clients) client.close();
  };
  const tellAll = (reason: string): void => {
    for (const listener of [...listeners]) listener(reason);
  };
  let clients = connect(first);
  let position = 0;
  const listeners = new Set<(reason: string) => void>();
  const current = (): GrpcClient => {
    const client = clients[position % clients.length];
    if (client === undefined) throw new Error('there is no member of etcd');
    return client;
  };
  return {
    count: servers.length,
    current,
    turnFrom: (failed) => {
      if (servers.length === 1 || current() !== failed) return;
      position += 1;
      tellAll('another member is asked now');
    },
    renew: (renewed) => {
      const fresh = connect(renewed);
      close();
      clients = fresh;
      tellAll('the certificates were renewed');
    },
    onTurn: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
};
