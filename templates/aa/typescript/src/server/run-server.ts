import type { KindDefinition } from './api/kind-definition.ts';
import { createRequestHandler, type RequestHandler } from './handlers/handle-request.ts';
import { createTurns } from './handlers/in-turn.ts';
import type { ServerContext } from './handlers/server-context.ts';
import { createRequestListener, type RequestListener } from './listen/request-listener.ts';
import { listenSecurely, type SecureServer } from './listen/secure-server.ts';
import type { Log } from './log/log.ts';
import { type Access, openAccess } from './open-access.ts';
import type { ServerOptions } from './options/server-options.ts';
import { columnsOf } from './representation/column-cells.ts';
import { checkSchema } from './schema/check-schema.ts';
import type { Storage } from './storage/storage.ts';

/** What a server consists of beside its options. */
export type ServerParts = {
  readonly name: string;
  readonly kinds: readonly KindDefinition[];
  readonly storage: Storage;
  readonly now: () => Date;
  readonly log: Log;
  /** Where a pod finds its kube-apiserver; without it no service account is looked for. */
  readonly env?: Readonly<Record<string, string | undefined>>;
};

/** A server that answers requests. */
export type RunningServer = {
  readonly port: number;
  /** Stops accepting, ends streams, lets other requests finish for at most 30 seconds. */
  readonly stop: () => Promise<void>;
};

const longestDrainMilliseconds = 30_000;

/** Starts the server; files that cannot be used or an address that is taken fail with one sentence. */
export const startServer = async (parts: ServerParts, options: ServerOptions): Promise<RunningServer> => {
  for (const kind of parts.kinds) checkKind(kind, parts.kinds);
  let stopping = false;
  const access = await openAccess(parts, options);
  const { authorizer, namespaces } = access.delegation;
  const context = { ...parts, isStopping: () => stopping, authorizer, namespaces, inTurn: createTurns() };
  const listener = createRequestListener(requestHandler(context, access), parts);
  const server = await listenSecurely(options, access.trusted().files, {
    onRequest: listener.onRequest,
    onUpgrade: listener.onUpgrade,
    log: parts.log,
  }).catch((cause: unknown) => {
    access.stop();
    throw cause;
  });
  access.onChange(() => server.reload(access.trusted().files));
  parts.log.info(0, 'Serving securely', { address: server.address.address, port: server.address.port });
  return {
    port: server.address.port,
    stop: async () => {
      stopping = true;
      await drain(server, listener);
      access.stop();
    },
  };
};

/** What is wrong in a kind's file comes out at start, not with the first object. */
const checkKind = (kind: KindDefinition, kinds: readonly KindDefinition[]): void => {
  try {
    checkStorageVersion(kind, kinds);
    checkSchema(kind.schema);
    columnsOf(kind);
  } catch (cause) {
    throw new Error(`${kind.kind}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
};

const checkStorageVersion = (kind: KindDefinition, kinds: readonly KindDefinition[]): void => {
  const { group, plural, version, storageVersion } = kind;
  const own = kinds.filter((each) => each.group === group && each.plural === plural);
  if (
    own.some((each) => each.storageVersion !== storageVersion) ||
    (own.length > 1 && storageVersion === undefined)
  )
    throw new Error(
      `its versions must all name the same storageVersion, and ${version} names ${storageVersion}`,
    );
  if (storageVersion !== undefined && own.every((each) => each.version !== storageVersion))
    throw new Error(`there is no version ${storageVersion}, which it names as storageVersion`);
};

const requestHandler = (context: ServerContext, { trusted, delegation }: Access): RequestHandler =>
  createRequestHandler(context, {
    requestHeader: () => trusted().requestHeader,
    requestHeaderAuthorities: () => trusted().files.requestHeaderAuthorities,
    clientAuthorities: () => trusted().files.clientAuthorities,
    reviewToken: delegation.reviewToken,
    now: context.now,
    log: context.log,
  });

const drain = async (server: SecureServer, listener: RequestListener): Promise<void> => {
  const closed = server.close();
  listener.endStreams();
  const deadline = setTimeout(() => server.destroy(), longestDrainMilliseconds);
  await closed;
  clearTimeout(deadline);
};
