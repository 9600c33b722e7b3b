import type { KindDefinition } from './api/kind-definition.ts';
import { openAudit } from './audit/open-audit.ts';
import { rulesOf } from './cel/rules/ruled-node.ts';
import { createRequestHandler, type RequestHandler } from './handlers/handle-request.ts';
import { createTurns } from './handlers/in-turn.ts';
import type { ServerContext } from './handlers/server-context.ts';
import { healthChecks } from './health/health-checks.ts';
import { createServingCertificate } from './health/serving-certificate.ts';
import { createLifecycle } from './lifecycle/lifecycle.ts';
import { shutDown } from './lifecycle/shut-down.ts';
import { createInflightLimits } from './limits/inflight-limits.ts';
import { createRequestListener } from './listen/request-listener.ts';
import { listenSecurely } from './listen/secure-server.ts';
import type { Log } from './log/log.ts';
import { createServerMetrics } from './metrics/server-metrics.ts';
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
  /** Serves on for the delay of the options, stops accepting, ends streams, lets other requests finish. */
  readonly stop: () => Promise<void>;
};

/** Starts the server; files that cannot be used or an address that is taken fail with one sentence. */
export const startServer = async (parts: ServerParts, options: ServerOptions): Promise<RunningServer> => {
  for (const kind of parts.kinds) checkKind(kind, parts.kinds);
  const access = await openAccess(parts, options);
  try {
    return await serve(parts, options, access);
  } catch (cause) {
    access.stop();
    throw cause;
  }
};

const serve = async (parts: ServerParts, options: ServerOptions, access: Access): Promise<RunningServer> => {
  const { kinds, storage, now, log } = parts;
  const { delegation, trusted } = access;
  const certificate = createServingCertificate(() => trusted().files.cert);
  const metrics = createServerMetrics({ kinds, storage, certificate });
  const audit = await openAudit(options.audit, { metrics, log, now });
  const lifecycle = createLifecycle();
  const limits = createInflightLimits(options.limits, now);
  metrics.add(limits.metric);
  const { requestMilliseconds } = options.limits;
  const context: ServerContext = {
    ...parts,
    authorizer: delegation.authorizer,
    namespaces: delegation.namespaces,
    admission: delegation.admission,
    inTurn: createTurns(),
    health: healthChecks({ storage, delegation, certificate, lifecycle, now }),
    lifecycle,
    metrics,
    audit: audit.begin,
    limits,
    requestMilliseconds,
  };
  const handle = requestHandler(context, access);
  const listener = createRequestListener(handle, { log, lifecycle, requestMilliseconds });
  const output = { ...listener, log, metrics };
  const server = await listenSecurely(options, trusted().files, output).catch(async (cause: unknown) => {
    await audit.close();
    throw cause;
  });
  access.onChange(() => server.reload(trusted().files));
  log.info(0, 'Serving securely', { address: server.address.address, port: server.address.port });
  return {
    port: server.address.port,
    stop: async () => {
      await shutDown({ lifecycle, server, log }, options.shutdown);
      await audit.close();
      access.stop();
    },
  };
};

/** What is wrong in a kind's file comes out at start, not with the first object. */
const checkKind = (kind: KindDefinition, kinds: readonly KindDefinition[]): void => {
  try {
    checkStorageVersion(kind, kinds);
    checkSchema(kind.schema);
    rulesOf(kind.schema);
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
