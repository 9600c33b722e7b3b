import type {
  CompactionRequest,
  RangeRequest,
  RangeResponse,
  StatusResponse,
  TxnRequest,
  TxnResponse,
  WatchRequest,
  WatchResponse,
} from './etcd-messages.ts';
import { etcdSchema } from './etcd-schema.ts';

/** How a method is called: its path, and what its messages are as bytes. */
export type Method<Request, Response> = {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
};

/** The methods of etcd that the storage calls, by service. */
export type EtcdProtocol = {
  readonly 'etcdserverpb.KV': {
    readonly Range: Method<RangeRequest, RangeResponse>;
    readonly Txn: Method<TxnRequest, TxnResponse>;
    readonly Compact: Method<CompactionRequest, object>;
  };
  readonly 'etcdserverpb.Maintenance': { readonly Status: Method<object, StatusResponse> };
  readonly 'etcdserverpb.Watch': { readonly Watch: Method<WatchRequest, WatchResponse> };
};

/** What a call failed with: its code is one of grpc.io/docs/guides/status-codes. */
export type GrpcError = { readonly code: number; readonly details: string };

/** Headers of a call. */
export type Metadata = { readonly set: (name: string, value: string) => void };

/** A stream in both directions. */
export type GrpcStream<Request, Response> = {
  readonly write: (request: Request) => void;
  readonly cancel: () => void;
  readonly on: ((event: 'data', listener: (response: Response) => void) => void) &
    ((event: 'error', listener: (error: GrpcError) => void) => void) &
    ((event: 'end', listener: () => void) => void);
};

/** A connection that is made when it is needed, and made anew when it broke. */
export type GrpcClient = {
  makeUnaryRequest<Request, Response>(
    path: string,
    serialize: (request: Request) => Buffer,
    deserialize: (bytes: Buffer) => Response,
    request: Request,
    metadata: Metadata,
    options: { readonly deadline: number },
    callback: (error: GrpcError | null, response?: Response) => void,
  ): unknown;
  makeBidiStreamRequest<Request, Response>(
    path: string,
    serialize: (request: Request) => Buffer,
    deserialize: (bytes: Buffer) => Response,
    metadata: Metadata,
  ): GrpcStream<Request, Response>;
  close(): void;
};

/** `@grpc/grpc-js` as far as it is used: only projects whose default storage is etcd have it. */
export type GrpcModule = {
  readonly Client: new (
    address: string,
    credentials: unknown,
    options: Readonly<Record<string, number>>,
  ) => GrpcClient;
  readonly Metadata: new () => Metadata;
  readonly credentials: {
    readonly createInsecure: () => unknown;
    readonly createSsl: (ca: Buffer | null, key: Buffer | null, cert: Buffer | null) => unknown;
  };
};

type ProtoLoader = { readonly fromJSON: (json: object, options: object) => unknown };

const packages = { grpc: '@grpc/grpc-js', loader: '@grpc/proto-loader' } as const;

/** Loads the client's packages. @throws Error with one sentence where they are not installed */
export const loadGrpc = async (): Promise<{
  readonly grpc: GrpcModule;
  readonly protocol: EtcdProtocol;
}> => {
  const grpc = await load(packages.grpc);
  const loader = await load(packages.loader);
  if (!isGrpc(grpc) || !isLoader(loader)) throw new Error(missing);
  const protocol = loader.fromJSON(etcdSchema, { longs: Number, enums: String, defaults: true });
  if (!isProtocol(protocol)) throw new Error(missing);
  return { grpc, protocol };
};

const missing = `--storage=etcd needs ${packages.grpc} 1.14 and ${packages.loader} 0.8: npm install them`;

/** Not known to the compiler by name, as projects without etcd have no such packages. */
const load = async (name: string): Promise<unknown> => {
  try {
    return await import(name);
  } catch (cause) {
    throw new Error(missing, { cause });
  }
};

const has = (value: unknown, ...names: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);

const isGrpc = (module: unknown): module is GrpcModule => has(module, 'Client', 'Metadata', 'credentials');

const isLoader = (module: unknown): module is ProtoLoader => has(module, 'fromJSON');

const isProtocol = (definition: unknown): definition is EtcdProtocol =>
  has(definition, 'etcdserverpb.KV', 'etcdserverpb.Maintenance', 'etcdserverpb.Watch');
