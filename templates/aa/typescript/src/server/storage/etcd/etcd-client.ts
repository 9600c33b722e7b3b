import type { EtcdOptions } from '../../options/server-options.ts';
import { readEtcdCredentials } from './etcd-credentials.ts';
import { errorOf, isPassing } from './etcd-error.ts';
import type {
  RangeRequest,
  RangeResponse,
  StatusResponse,
  TxnRequest,
  TxnResponse,
  WatchCreateRequest,
  WatchResponse,
} from './etcd-messages.ts';
import { type EtcdProtocol, type GrpcError, type GrpcModule, loadGrpc, type Method } from './grpc-module.ts';
import { createMembers, type Members } from './members.ts';

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

/** Told of what comes down a watch, and once of its end. */
export type WatchListener = {
  readonly onResponse: (response: WatchResponse) => void;
  readonly onEnd: (reason: string) => void;
};

/** An open watch. */
export type EtcdWatch = {
  /** Asks how far the store is; the answer comes after the events up to there. */
  readonly requestProgress: () => void;
  readonly cancel: () => void;
};

/** How long a request may take, with all its attempts, and how long one attempt where there are other members. */
const longestMilliseconds = 5_000;
const longestAttemptMilliseconds = 2_000;
const firstPauseMilliseconds = 20;
const longestPauseMilliseconds = 500;

/** A client of the members that the options name. @throws Error with one sentence where it cannot be made */
export const createEtcdClient = async (options: EtcdOptions): Promise<EtcdClient> => {
  const { grpc, protocol } = await loadGrpc();
  const members = createMembers(grpc, options.servers, await readEtcdCredentials(options));
  return clientOf(grpc, protocol, members);
};

const clientOf = (grpc: GrpcModule, protocol: EtcdProtocol, members: Members): EtcdClient => {
  // A member that lost the others answers at once instead of waiting for them (clientv3 WithRequireLeader).
  const metadata = new grpc.Metadata();
  metadata.set('hasleader', 'true');
  const { Range, Txn, Compact } = protocol['etcdserverpb.KV'];
  const { Status } = protocol['etcdserverpb.Maintenance'];
  const { Watch } = protocol['etcdserverpb.Watch'];

  const attempt = <Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    deadline: number,
  ): Promise<Outcome<Response>> =>
    new Promise((resolve) => {
      members
        .current()
        .makeUnaryRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize,
          request,
          metadata,
          { deadline },
          (error, response) => resolve(response === undefined ? { ok: false, error: error ?? noAnswer } : { ok: true, response }),
        );
    });

  const call = async <Request, Response>(method: Method<Request, Response>, request: Request) => {
    const end = Date.now() + longestMilliseconds;
    for (let attempts = 0; ; attempts += 1) {
      const longest = members.count > 1 ? longestAttemptMilliseconds : longestMilliseconds;
      const asked = members.current();
      const outcome = await attempt(method, request, Math.min(end, Date.now() + longest));
      if (outcome.ok) return { response: outcome.response, isRepeated: attempts > 0 };
      const pause = Math.min(firstPauseMilliseconds * 2 ** attempts, longestPauseMilliseconds);
      if (!isPassing(outcome.error) || Date.now() + pause >= end) throw errorOf(outcome.error);
      members.turnFrom(asked);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };

  return {
    range: async (request) => (await call(Range, request)).response,
    txn: async (request) => {
      const { response, isRepeated } = await call(Txn, request);
      return { ...response, isRepeated };
    },
    compact: async (revision) => void (await call(Compact, { revision })),
    status: async () => (await call(Status, {})).response,
    watch: (request, { onResponse, onEnd }) => {
      const asked = members.current();
      const { path, requestSerialize, responseDeserialize } = Watch;
      const stream = asked.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
      let isOpen = true;
      const close = (): void => {
        isOpen = false;
        stopListening();
        stream.cancel();
      };
      const end = (reason: string) => {
        if (!isOpen) return;
        close();
        members.turnFrom(asked);
        onEnd(reason);
      };
      const stopListening = members.onTurn(() => end('another member is asked now'));
      stream.on('data', (response) => isOpen && onResponse(response));
      stream.on('error', ({ details }) => end(details));
      stream.on('end', () => end('the stream ended'));
      stream.write({ createRequest: request });
      return {
        requestProgress: () => isOpen && stream.write({ progressRequest: {} }),
        cancel: close,
      };
    },
    close: members.close,
  };
};

type Outcome<Response> =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly error: GrpcError };

const noAnswer: GrpcError = { code: 13, details: 'there is no answer' };
