import { pathNotFound } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import { jsonReply } from '../negotiation/json-reply.ts';
import type { Reply } from '../request/reply.ts';
import type { PathRequestInfo } from '../request/request-info.ts';
import type { Discovery } from './discovery/discovery.ts';
import { health } from './health.ts';
import { metrics } from './metrics.ts';
import type { OpenApi } from './openapi/open-api.ts';
import type { HandlerInput } from './server-context.ts';
import { versionInfo } from './version.ts';

/** Answers a path that is not a resource, by its segments. */
type PathHandler = (input: HandlerInput, segments: readonly string[]) => Reply | Promise<Reply>;

/** The paths that are not resources, by their first segment; `served` are the paths of the groups. */
export const createPathHandler = (discovery: Discovery, openApi: OpenApi, served: readonly string[]) => {
  const paths: readonly string[] = [
    '/apis',
    ...served,
    '/healthz',
    '/livez',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/readyz',
    '/version',
  ];
  const handlers: Readonly<Record<string, PathHandler>> = {
    '': () => jsonReply(200, { paths }),
    apis: ({ request }, segments) => discovery(request, segments.slice(1)),
    openapi: ({ request }, segments) => openApi(request, segments.slice(1)),
    healthz: health,
    livez: health,
    metrics,
    readyz: health,
    version: (_input, segments) => exactly(segments, () => jsonReply(200, versionInfo())),
  };
  return async (input: HandlerInput, info: PathRequestInfo): Promise<Reply> => {
    const root = info.segments[0] ?? '';
    const handler = Object.hasOwn(handlers, root) ? handlers[root] : undefined;
    if (handler === undefined) throw pathNotFound();
    if (info.verb !== 'get' && info.verb !== 'head') throw onlyGet(info.verb);
    return handler(input, info.segments);
  };
};

const exactly = (segments: readonly string[], reply: () => Reply): Reply => {
  if (segments.length > 1) throw pathNotFound();
  return reply();
};

const onlyGet = (verb: string): ApiError =>
  new ApiError(
    { code: 405, reason: 'MethodNotAllowed', message: `${verb} is not supported on this path`, details: {} },
    { Allow: 'GET' },
  );
