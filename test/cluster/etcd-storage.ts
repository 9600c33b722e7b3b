import { onTestFinished } from 'vitest';
import type { EtcdOptions } from '../../templates/aa/typescript/src/server/options/server-options.ts';
import {
  createEtcdClient,
  type EtcdClient,
} from '../../templates/aa/typescript/src/server/storage/etcd/etcd-client.ts';
import { createEtcdStorage } from '../../templates/aa/typescript/src/server/storage/etcd/etcd-storage.ts';
import type { Storage } from '../../templates/aa/typescript/src/server/storage/storage.ts';

/** A replica of a test: a storage, the client that it has, and what it logged. */
export type Replica = {
  readonly storage: Storage;
  readonly client: EtcdClient;
  readonly log: readonly string[];
};

/** Where replicas keep their objects. */
export type ReplicaOptions = Pick<EtcdOptions, 'servers'> &
  Partial<EtcdOptions> & { readonly capacity?: number };

let prefixes = 0;

/** A prefix that no other test has. */
export function newPrefix(): string {
  prefixes += 1;
  return `/test-${process.pid}-${prefixes}`;
}

/** Opens a storage on an etcd, closed after the test. */
export async function openReplica({ capacity = 10_000, ...given }: ReplicaOptions): Promise<Replica> {
  const options: EtcdOptions = {
    prefix: newPrefix(),
    caFile: undefined,
    certFile: undefined,
    keyFile: undefined,
    compactionMilliseconds: 0,
    ...given,
  };
  const lines: string[] = [];
  const log = {
    verbosity: 0,
    info: (_level: number, message: string) => void lines.push(message),
    error: (message: string, values = {}) => void lines.push(`${message} ${JSON.stringify(values)}`),
  };
  const client = await createEtcdClient(options, log);
  const { prefix, compactionMilliseconds } = options;
  const parts = { prefix, groups: ['g', 'h'], compactionMilliseconds, log, capacity };
  const storage = await createEtcdStorage(client, parts);
  onTestFinished(() => storage.close());
  return { storage, client, log: lines };
}
