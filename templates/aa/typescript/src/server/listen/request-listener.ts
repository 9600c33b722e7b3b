import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RequestHandler } from '../handlers/handle-request.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { LongLivedConnections } from '../lifecycle/long-lived-connections.ts';
import type { Log } from '../log/log.ts';
import { prettyReply } from '../negotiation/pretty-reply.ts';
import { yamlReply } from '../negotiation/yaml-reply.ts';
import type { Reply } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { wantsUpgrade } from '../websocket/handshake.ts';
import { compressReply } from './compress-reply.ts';
import { hasTooManyHeaders, refuseHeaders } from './header-flood.ts';
import type { NativeRequest, NativeResponse } from './native-http.ts';
import { readBody } from './read-body.ts';
import { sendReply } from './send-reply.ts';
import { toServerRequest } from './server-request.ts';
import { createUpgradeListener } from './upgrade-listener.ts';

/** Connects Node's requests with the stages that answer them. */
export type RequestListener = {
  readonly onRequest: (request: NativeRequest, response: NativeResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** What a listener needs beside the handler. */
export type Listening = {
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  /** How long the body of a request may take. */
  readonly requestMilliseconds: number;
};

/** A listener whose requests are answered by `handle`. */
export const createRequestListener = (
  handle: RequestHandler,
  { log, lifecycle, requestMilliseconds }: Listening,
): RequestListener => {
  const logBrokenOff = (cause: Error): void => log.info(4, 'A client broke off', { err: cause.message });
  const { connections } = lifecycle;
  const upgrade = createUpgradeListener(handle, {
    onBrokenOff: logBrokenOff,
    connections,
    requestMilliseconds,
  });
  /**
   * The next request goes to another server then, rather than into a connection that is about to be closed. The aggregator
   * closes that of its client after an upgrade that failed, and the client has to know.
   */
  const endsConnection = (native: NativeRequest, request: ServerRequest): boolean =>
    native.httpVersionMajor === 1 && (lifecycle.isStopping() || wantsUpgrade(request));
  const serve = async (native: NativeRequest, response: NativeResponse): Promise<void> => {
    // A client may leave at any time; without a listener that would end the process.
    native.on('error', logBrokenOff);
    response.on('error', logBrokenOff);
    // A connection that is kept for a next request would keep the server from ending; HTTP/2 says so by itself.
    response.once('close', () => {
      if (lifecycle.isClosing() && native.httpVersionMajor === 1) native.socket.end();
    });
    if (hasTooManyHeaders(native)) return refuseHeaders(native, response);
    const request = toServerRequest(native, () => readBody(native, response, requestMilliseconds));
    const reply = await compressReply(
      request,
      prettyReply(request, yamlReply(request, await handle(request))),
    );
    if (endsConnection(native, request)) response.setHeader('Connection', 'close');
    sendReply(native, response, tracked(reply, connections));
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
  };
};

const tracked = (reply: Reply, connections: LongLivedConnections): Reply => {
  if (!('stream' in reply)) return reply;
  return {
    ...reply,
    stream: (sink) => {
      reply.stream(sink);
      sink.onClose(connections.add(sink.end));
    },
  };
};
