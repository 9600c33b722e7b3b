import type { LabelRequest } from '../metrics/request-labels.ts';
import { metricVerb } from '../metrics/request-labels.ts';
import type { Reply } from '../request/reply.ts';
import type { Passage } from './passage.ts';
import type { ServerContext } from './server-context.ts';

/** Makes the reply of a request the one to send: it says the Audit-ID, and is counted, logged and recorded. */
export type Conclude = (passage: Passage, reply: Reply) => Reply;

/** Counts a reply with a body at once, and a stream when it is over. */
export const createConclude = (server: ServerContext, labelsOf: LabelRequest): Conclude => {
  const over = (passage: Passage, reply: Reply): void => {
    const { request, info, trail } = passage;
    if (info !== undefined) {
      server.metrics.requests.observe(labelsOf(request, info), reply.status, passage.elapsed() / 1000);
    }
    if (server.log.verbosity >= 3) logRequest(server, passage, reply.status);
    if (trail === undefined || passage.isRefused) return;
    if (passage.panic === undefined) trail.responseComplete(reply);
    else trail.panicked(passage.panic);
  };
  return (passage, reply) => {
    const headers = { ...reply.headers, 'Audit-Id': passage.auditId };
    if (passage.isRefused) passage.trail?.responseStarted(reply);
    if ('body' in reply) {
      over(passage, reply);
      return { ...reply, headers };
    }
    const begin = (): (() => void) => {
      const { info, trail, request } = passage;
      trail?.responseStarted(reply);
      const end = info === undefined ? () => {} : server.metrics.requests.begin(labelsOf(request, info));
      return () => {
        end();
        over(passage, reply);
      };
    };
    return { ...goingOn(reply, begin), headers };
  };
};

/** The same reply, which says when it begins and when it ends. */
const goingOn = (reply: Exclude<Reply, { readonly body: unknown }>, begin: () => () => void): Reply =>
  'websocket' in reply
    ? {
        ...reply,
        websocket: (socket) => {
          socket.onClose(begin());
          reply.websocket(socket);
        },
      }
    : {
        ...reply,
        stream: (sink) => {
          sink.onClose(begin());
          reply.stream(sink);
        },
      };

/** k8s.io/apiserver pkg/server/httplog/httplog.go; neither headers nor bodies, which may hold secrets. */
const logRequest = ({ log }: ServerContext, passage: Passage, status: number): void => {
  const { request, info, auditId, elapsed } = passage;
  log.info(3, 'HTTP', {
    verb: info === undefined ? request.method : metricVerb(request, info),
    URI: request.target,
    latency: `${elapsed().toFixed(3)}ms`,
    userAgent: request.header('user-agent'),
    contentType: request.header('content-type'),
    'audit-ID': auditId.slice(0, 64),
    srcIP: request.remoteAddress,
    resp: status,
  });
};
