/** The messages of etcd's API that the storage uses (etcd-io/etcd api/etcdserverpb/rpc.proto, api/mvccpb/kv.proto). */

/** What every answer begins with: the revision of the whole store when it was given. */
export type ResponseHeader = { readonly revision: number };

/** A key with what is stored under it; of a key that was deleted, the revision of the deletion alone. */
export type KeyValue = {
  readonly key: Buffer;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  readonly value: Buffer;
};

/** The keys from `key` up to `rangeEnd`, at a revision or now (0). */
export type RangeRequest = {
  readonly key: Buffer;
  readonly rangeEnd?: Buffer;
  readonly limit?: number;
  readonly revision?: number;
  readonly countOnly?: boolean;
};
export type RangeResponse = {
  readonly header: ResponseHeader;
  readonly kvs: readonly KeyValue[];
  readonly more: boolean;
};

/** What must hold of a key for a transaction to take its first branch. */
export type Compare =
  | { readonly target: 'MOD'; readonly key: Buffer; readonly modRevision: number }
  | { readonly target: 'VERSION'; readonly key: Buffer; readonly version: number };

/** One step of a transaction. */
export type RequestOp =
  | { readonly requestRange: RangeRequest }
  | { readonly requestPut: { readonly key: Buffer; readonly value: Buffer } }
  | { readonly requestDeleteRange: { readonly key: Buffer } };

/** Either branch, as one change. */
export type TxnRequest = {
  readonly compare: readonly Compare[];
  readonly success: readonly RequestOp[];
  readonly failure: readonly RequestOp[];
};
export type TxnResponse = {
  readonly header: ResponseHeader;
  readonly succeeded: boolean;
  readonly responses: readonly { readonly responseRange?: RangeResponse | null }[];
};

export type CompactionRequest = { readonly revision: number };
export type StatusResponse = { readonly version: string };

/** What goes up the stream of a watch. */
export type WatchRequest =
  | { readonly createRequest: WatchCreateRequest }
  | { readonly progressRequest: Readonly<Record<string, never>> };
export type WatchCreateRequest = {
  readonly key: Buffer;
  readonly rangeEnd: Buffer;
  readonly startRevision: number;
  readonly progressNotify: boolean;
};

/** What comes down: events of one revision or more, or none of it and how far the store is. */
export type WatchResponse = {
  readonly header: ResponseHeader;
  readonly created: boolean;
  readonly canceled: boolean;
  /** Of a watch that was canceled because it began before this. */
  readonly compactRevision: number;
  readonly cancelReason: string;
  readonly events: readonly WatchedEvent[];
};
export type WatchedEvent = { readonly type: 'PUT' | 'DELETE'; readonly kv: KeyValue };
