import { badRequest, internalError, storageTimeout } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import { annotatedAuthorizer } from '../audit/annotated-authorizer.ts';
import { type AuthenticationConfig, authenticate } from '../authentication/authenticate.ts';
import { observeClientCertificate } from '../authentication/observe-client-certificate.ts';
import type { User } from '../authentication/user.ts';
import { attributesOf } from '../authorization/attributes.ts';
import { authorize } from '../authorization/authorize.ts';
import { takesUpgrade } from '../connect/handle-connect.ts';
import { impersonate } from '../impersonation/impersonate.ts';
import { isRefusable, shuttingDown } from '../lifecycle/shutting-down-error.ts';
import { isLongRunning } from '../limits/long-running.ts';
import { deadlineOf, withinDeadline } from '../limits/request-deadline.ts';
import { TerminatedError } from '../limits/terminated-error.ts';
import { createRequestLabels, type LabelRequest } from '../metrics/request-labels.ts';
import { jsonReply } from '../negotiation/json-reply.ts';
import type { Reply } from '../request/reply.ts';
import { type RequestInfo, readRequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { StorageUnavailableError } from '../storage/storage-unavailable-error.ts';
import { wantsUpgrade } from '../websocket/handshake.ts';
import { createConclude } from './conclude.ts';
import { createDiscovery } from './discovery/discovery.ts';
import { groupPaths } from './discovery/group-versions.ts';
import { createPathHandler } from './handle-path.ts';
import { createOpenApi } from './openapi/open-api.ts';
import { beginPassage, type Passage } from './passage.ts';
import { handleResource } from './resource/handle-resource.ts';
import type { HandlerInput, ServerContext } from './server-context.ts';

/** Takes a request through all stages after listening to its reply. */
export type RequestHandler = (request: ServerRequest) => Promise<Reply>;

/**
 * The way of a request: request info, deadline, authentication, audit, impersonation, limits, authorization, handler;
 * every failure becomes a Status (k8s.io/apiserver pkg/server/config.go DefaultBuildHandlerChain).
 */
export const createRequestHandler = (
  server: ServerContext,
  authentication: AuthenticationConfig,
): RequestHandler => {
  const labelsOf = createRequestLabels(server.kinds);
  const conclude = createConclude(server, labelsOf);
  const way: Way = { server, authentication, labelsOf, handle: createHandler(server) };
  return async (request) => {
    const passage = beginPassage(request, server.now);
    try {
      return conclude(passage, await answer(passage, way));
    } catch (cause) {
      return conclude(passage, failureReply(cause, passage, way));
    }
  };
};

type Way = {
  readonly server: ServerContext;
  readonly authentication: AuthenticationConfig;
  readonly labelsOf: LabelRequest;
  readonly handle: (input: HandlerInput, info: RequestInfo) => Promise<Reply>;
};

const createHandler = (server: ServerContext): Way['handle'] => {
  const handlePath = createPathHandler(
    createDiscovery(server.kinds),
    createOpenApi(server.name, server.kinds, server.now),
    groupPaths(server.kinds),
  );
  return (input, info) => (info.isResource ? handleResource(input, info) : handlePath(input, info));
};

const answer = async (passage: Passage, way: Way): Promise<Reply> => {
  const { request } = passage;
  const { lifecycle, requestMilliseconds } = way.server;
  const info = readRequestInfo(request);
  passage.info = info;
  if (lifecycle.isRefusing() && isRefusable(request)) throw shuttingDown();
  if (isLongRunning(info)) return answerAsUser(passage, info, way);
  const milliseconds = deadlineOf(request, requestMilliseconds);
  const end = lifecycle.begin();
  return withinDeadline(milliseconds, () => answerAsUser(passage, info, way)).finally(end);
};

const answerAsUser = async (passage: Passage, info: RequestInfo, way: Way): Promise<Reply> => {
  const { server } = way;
  const requestor = await identify(passage, info, way);
  const trail = server.audit({ ...passage, info, user: requestor });
  if (trail !== undefined) passage.trail = trail;
  trail?.received();
  observeClientCertificate(passage.request, requestor, server);
  const request = trail?.request ?? passage.request;
  const user = await impersonate(request, requestor, server.authorizer);
  if (user !== requestor) trail?.impersonated(user);
  const leave = isLongRunning(info) ? () => {} : server.limits.enter(info.verb, user);
  try {
    const authorizer =
      trail === undefined ? server.authorizer : annotatedAuthorizer(server.authorizer, trail);
    await authorize(authorizer, user, attributesOf(request, info));
    refuseUpgrade(request, info, server);
    const annotate = trail?.annotate ?? (() => {});
    return await way.handle({ request, user, server, annotate }, info);
  } finally {
    leave();
  }
};

/** Who is not let in is recorded too. */
const identify = async (
  passage: Passage,
  info: RequestInfo,
  { server, authentication }: Way,
): Promise<User> => {
  try {
    return await authenticate(passage.request, authentication);
  } catch (cause) {
    passage.isRefused = true;
    const trail = server.audit({ ...passage, info, user: undefined });
    if (trail !== undefined) passage.trail = trail;
    throw cause;
  }
};

/** The aggregator takes a 2xx on an upgrade for a broken backend, so none may be answered where nothing is upgraded. */
const refuseUpgrade = (request: ServerRequest, info: RequestInfo, { kinds }: ServerContext): void => {
  if (wantsUpgrade(request) && !takesUpgrade(info, kinds)) {
    throw badRequest('nothing on this path can be upgraded to');
  }
};

const failureReply = (cause: unknown, passage: Passage, { server, labelsOf }: Way): Reply => {
  const { request, info } = passage;
  if (cause instanceof TerminatedError && info !== undefined) {
    server.metrics.requests.terminated(labelsOf(request, info), cause.status.code);
  }
  if (cause instanceof ApiError) return jsonReply(cause.status.code, cause.status, cause.headers);
  if (cause instanceof StorageUnavailableError) return jsonReply(504, storageTimeout(cause.message).status);
  passage.panic = cause;
  server.log.error('A request failed', {
    method: request.method,
    URI: request.target,
    auditID: passage.auditId,
    err: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  });
  return jsonReply(500, internalError('see the log of the server').status);
};
