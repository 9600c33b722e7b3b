import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RequestHandler } from '../handlers/handle-request.ts';
import type { Log } from '../log/log.ts';
import { prettyReply } from '../negotiation/pretty-reply.ts';
import type { Reply, Sink } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { wantsUpgrade } from '../websocket/handshake.ts';
import { compressReply } from './compress-reply.ts';
import type { NativeRequest, NativeResponse } from './native-http.ts';
import { sendReply } from './send-reply.ts';
import { toServerRequest } from './server-request.ts';
import { createUpgradeListener } from './upgrade-listener.ts';

/** Connects Node's requests with the stages that answer them. */
export type RequestListener = {
  readonly onRequest: (request: NativeRequest, response: NativeResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends every streamed reply and WebSocket that is open, and each later one at once. */
  readonly endStreams: () => void;
};

/** A listener that logs each request as k8s.io/apiserver pkg/server/httplog does, from level 2 on. */
export const createRequestListener = (
  handle: RequestHandler,
  { log, now }: { readonly log: Log; readonly now: () => Date },
): RequestListener => {
  const sinks = new Set<Streaming>();
  let ending = false;
  const track = (sink: Streaming): void => {
    sinks.add(sink);
    sink.onClose(() => sinks.delete(sink));
    if (ending) sink.end();
  };
  const logBrokenOff = (cause: Error): void => log.info(4, 'A client broke off', { err: cause.message });
  const onReply = (request: ServerRequest, status: number, started: Date): void => {
    if (log.verbosity >= 2) logRequest(log, request, { status, started, ended: now() });
  };
  const upgrade = createUpgradeListener(handle, { onReply, onBrokenOff: logBrokenOff, track, now });
  const serve = async (native: NativeRequest, response: NativeResponse): Promise<void> => {
    const started = now();
    // A client may leave at any time; without a listener that would end the process.
    native.on('error', logBrokenOff);
    response.on('error', logBrokenOff);
    // A connection that is kept for a next request would keep the server from ending; HTTP/2 says so by itself.
    response.once('close', () => {
      if (ending && native.httpVersionMajor === 1) native.socket.end();
    });
    const request = toServerRequest(native);
    const reply = await compressReply(request, prettyReply(request, await handle(request)));
    onReply(request, reply.status, started);
    // The aggregator closes the connection of its client after an upgrade that failed; the client has to know.
    if (wantsUpgrade(request)) response.setHeader('Connection', 'close');
    sendReply(native, response, tracked(reply, track));
  };
  return {
    onRequest: (request, response) => {
      serve(request, response).catch((cause: unknown) => {
        log.error('A request could not be answered', { err: String(cause) });
        response.destroy();
      });
    },
    onUpgrade: (request, socket, head) => {
      upgrade(request, socket, head).catch((cause: unknown) => {
        log.error('An upgrade could not be answered', { err: String(cause) });
        socket.destroy();
      });
    },
    endStreams: () => {
      ending = true;
      for (const sink of sinks) sink.end();
    },
  };
};

/** What stays open after its reply. */
type Streaming = Pick<Sink, 'end' | 'onClose'>;

const tracked = (reply: Reply, track: (sink: Streaming) => void): Reply => {
  if (!('stream' in reply)) return reply;
  return {
    ...reply,
    stream: (sink) => {
      reply.stream(sink);
      track(sink);
    },
  };
};

const logRequest = (
  log: Log,
  request: ServerRequest,
  { status, started, ended }: { readonly status: number; readonly started: Date; readonly ended: Date },
): void =>
  log.info(2, 'HTTP', {
    verb: request.method,
    URI: request.target,
    latency: `${ended.getTime() - started.getTime()}ms`,
    userAgent: request.header('user-agent'),
    srcIP: request.remoteAddress,
    resp: status,
  });
