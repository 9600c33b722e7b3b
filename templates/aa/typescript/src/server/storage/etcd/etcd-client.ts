import type { Log } from '../../log/log.ts';
import type { EtcdOptions } from '../../options/server-options.ts';
import { readEtcdCredentials } from './etcd-credentials.ts';
import type {
  RangeRequest,
  RangeResponse,
  StatusResponse,
  TxnRequest,
  TxnResponse,
  WatchCreateRequest,
} from './etcd-messages.ts';
import { followEtcdCredentials } from './follow-etcd-credentials.ts';
import { loadGrpc } from './grpc-module.ts';
import { createMembers } from './members.ts';
import { type EtcdWatch, openWatch, type WatchListener } from './open-watch.ts';
import { createUnaryCall } from './unary-call.ts';

/** Requests to an etcd, whichever of its members answers. Failures are StorageUnavailableError and EtcdError. */
export type EtcdClient = {
  /** Linearizable: it sees every change that was acknowledged before. */
  readonly range: (request: RangeRequest) => Promise<RangeResponse>;
  /** `isRepeated`: an attempt before may have been carried out, too. */
  readonly txn: (request: TxnRequest) => Promise<TxnResponse & { readonly isRepeated: boolean }>;
  readonly compact: (revision: number) => Promise<void>;
  readonly status: () => Promise<StatusResponse>;
  readonly watch: (request: WatchCreateRequest, listener: WatchListener) => EtcdWatch;
  readonly close: () => void;
};

/** A client of the members that the options name. @throws Error with one sentence where it cannot be made */
export const createEtcdClient = async (options: EtcdOptions, log: Log): Promise<EtcdClient> => {
  const credentials = await readEtcdCredentials(options);
  const { grpc, protocol } = await loadGrpc();
  const members = createMembers(grpc, options.servers, credentials);
  const stopFollowing = followEtcdCredentials(options, credentials, { use: members.renew, log });
  // A member that lost the others answers at once instead of waiting for them (clientv3 WithRequireLeader).
  const metadata = new grpc.Metadata();
  metadata.set('hasleader', 'true');
  const call = createUnaryCall(members, metadata);
  const { Range, Txn, Compact } = protocol['etcdserverpb.KV'];
  const { Status } = protocol['etcdserverpb.Maintenance'];
  const { Watch } = protocol['etcdserverpb.Watch'];
  return {
    range: async (request) => (await call(Range, request)).response,
    txn: async (request) => {
      const { response, isRepeated } = await call(Txn, request);
      return { ...response, isRepeated };
    },
    compact: async (revision) => void (await call(Compact, { revision })),
    status: async () => (await call(Status, {})).response,
    watch: (request, listener) => openWatch({ members, metadata, method: Watch }, request, listener),
    close: () => {
      stopFollowing();
      members.close();
    },
  };
};
