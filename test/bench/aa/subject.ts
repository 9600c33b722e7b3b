import type { ChildProcess } from 'node:child_process';

/** A server under load: where it listens, what to ask for, and who may. */
export type Subject = {
  readonly name: string;
  readonly port: number;
  /** Path of a collection: `/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets`. */
  readonly collection: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** PEM files: who signed the server's certificate, and a client that may do everything. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly process: ChildProcess;
  /** URL of the etcd that keeps the objects; undefined where the process does. */
  readonly etcd: string | undefined;
  readonly stop: () => Promise<void>;
};

/** What a load does: each connection sends its next request when the last one was answered. */
export type Operation = 'seed' | 'get' | 'list' | 'create' | 'update' | 'watch';

/** An order for the process that makes the load. */
export type Load = Pick<
  Subject,
  'port' | 'collection' | 'apiVersion' | 'kind' | 'caFile' | 'certFile' | 'keyFile'
> & {
  readonly operation: Operation;
  readonly connections: number;
  /** How long; `seed` and `watch` end with their objects instead. */
  readonly milliseconds: number;
  /** How many objects `seed` makes; of how many `get` and `update` choose; how many events `watch` makes. */
  readonly objects: number;
};

/** What came of a load. */
export type Measured = {
  /** Of requests, or of events that arrived. */
  readonly perSecond: number;
  readonly p99Milliseconds: number;
  readonly failed: number;
};
