import { badRequest, internalError, storageTimeout } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import { type AuthenticationConfig, authenticate } from '../authentication/authenticate.ts';
import { attributesOf } from '../authorization/attributes.ts';
import { authorize } from '../authorization/authorize.ts';
import { takesUpgrade } from '../connect/handle-connect.ts';
import { impersonate } from '../impersonation/impersonate.ts';
import { jsonReply } from '../negotiation/json-reply.ts';
import type { Reply } from '../request/reply.ts';
import { type RequestInfo, readRequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { StorageUnavailableError } from '../storage/storage-unavailable-error.ts';
import { wantsUpgrade } from '../websocket/handshake.ts';
import { createDiscovery } from './discovery/discovery.ts';
import { groupPaths } from './discovery/group-versions.ts';
import { createPathHandler } from './handle-path.ts';
import { createOpenApi } from './openapi/open-api.ts';
import { handleResource } from './resource/handle-resource.ts';
import type { ServerContext } from './server-context.ts';

/** Takes a request through all stages after listening to its reply. */
export type RequestHandler = (request: ServerRequest) => Promise<Reply>;

/**
 * The way of a request: request info, authentication, impersonation, authorization, handler; every failure becomes a
 * Status.
 */
export const createRequestHandler = (
  server: ServerContext,
  authentication: AuthenticationConfig,
): RequestHandler => {
  const handlePath = createPathHandler(
    createDiscovery(server.kinds),
    createOpenApi(server.name, server.kinds, server.now),
    groupPaths(server.kinds),
  );
  const answer = async (request: ServerRequest): Promise<Reply> => {
    const info = readRequestInfo(request);
    const requestor = await authenticate(request, authentication);
    const user = await impersonate(request, requestor, server.authorizer);
    await authorize(server.authorizer, user, attributesOf(request, info));
    refuseUpgrade(request, info, server);
    const input = { request, user, server };
    return info.isResource ? await handleResource(input, info) : await handlePath(input, info);
  };
  return async (request) => {
    try {
      return await answer(request);
    } catch (cause) {
      return failureReply(cause, server);
    }
  };
};

/** The aggregator takes a 2xx on an upgrade for a broken backend, so none may be answered where nothing is upgraded. */
const refuseUpgrade = (request: ServerRequest, info: RequestInfo, { kinds }: ServerContext): void => {
  if (wantsUpgrade(request) && !takesUpgrade(info, kinds)) {
    throw badRequest('nothing on this path can be upgraded to');
  }
};

const failureReply = (cause: unknown, server: ServerContext): Reply => {
  if (cause instanceof ApiError) return jsonReply(cause.status.code, cause.status, cause.headers);
  server.log.error('A request failed', {
    err: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  });
  if (cause instanceof StorageUnavailableError) {
    const { status } = storageTimeout(cause.message);
    return jsonReply(status.code, status);
  }
  return jsonReply(500, internalError('see the log of the server').status);
};
