import type { EtcdCredentials } from './etcd-credentials.ts';
import type { GrpcClient, GrpcModule } from './grpc-module.ts';

/** The members of an etcd, of which one is talked to at a time. */
export type Members = {
  readonly count: number;
  readonly current: () => GrpcClient;
  /** Goes on to the next member, unless that was done already since `failed` was the current one. */
  readonly turnFrom: (failed: GrpcClient) => void;
  /** Calls back after each turn; gives a function that stops it. */
  readonly onTurn: (listener: () => void) => () => void;
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
  { ca, key, cert }: EtcdCredentials,
): Members => {
  const clients = servers.map((server) => {
    const { protocol, host } = new URL(server);
    const secured =
      protocol === 'https:' ? credentials.createSsl(ca, key, cert) : credentials.createInsecure();
    return new Client(host, secured, channelOptions);
  });
  let position = 0;
  const listeners = new Set<() => void>();
  const current = (): GrpcClient => {
    const client = clients[position % clients.length];
    if (client === undefined) throw new Error('there is no member of etcd');
    return client;
  };
  return {
    count: clients.length,
    current,
    turnFrom: (failed) => {
      if (clients.length === 1 || current() !== failed) return;
      position += 1;
      for (const listener of [...listeners]) listener();
    },
    onTurn: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const client of clients) client.close();
    },
  };
};
