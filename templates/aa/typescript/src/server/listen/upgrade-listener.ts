import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { badRequest } from '../api/api-errors.ts';
import type { RequestHandler } from '../handlers/handle-request.ts';
import type { LongLivedConnections } from '../lifecycle/long-lived-connections.ts';
import { jsonReply } from '../negotiation/json-reply.ts';
import type { Reply, ReplyHeaders } from '../request/reply.ts';
import { closeCodes } from '../websocket/protocol-failure.ts';
import { createWebSocket } from '../websocket/web-socket.ts';
import { readBody } from './read-body.ts';
import { toServerRequest } from './server-request.ts';

/** What a listener needs beside the handler. */
export type Upgrading = {
  readonly onBrokenOff: (cause: Error) => void;
  readonly connections: LongLivedConnections;
  /** How long the body of a request may take. */
  readonly requestMilliseconds: number;
};

/** Node hands over the connection of a request that wants to become something else; HTTP/1.1 alone has such. */
export type UpgradeListener = (native: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** After which silence TCP asks whether the client is still there. */
const keepAliveMilliseconds = 30_000;

/** A client that was refused may still be sending; closing at once would take the reply from it. */
const lingerMilliseconds = 1_000;

/** A listener that answers a handshake with a WebSocket, or as any other request, and then ends the connection. */
export const createUpgradeListener =
  (handle: RequestHandler, { onBrokenOff, connections, requestMilliseconds }: Upgrading): UpgradeListener =>
  async (native, socket, head) => {
    socket.on('error', (cause) => {
      onBrokenOff(cause);
      socket.destroy();
    });
    const body = () => readBody(native, socket, requestMilliseconds);
    const request = toServerRequest(native, body, true);
    const reply = await handle(request);
    if (!('websocket' in reply)) {
      refuse(socket, reply);
      return;
    }
    if (socket.destroyed) return;
    // A line that is typed must not wait for the next one.
    native.socket.setNoDelay(true);
    // Who has gone without a word is noticed by TCP: clients of Kubernetes ping, but do not expect to be pinged.
    native.socket.setKeepAlive(true, keepAliveMilliseconds);
    socket.write(headOf(reply.status, reply.headers));
    const webSocket = createWebSocket(socket, head);
    reply.websocket(webSocket);
    const goAway = () => webSocket.close(closeCodes.goingAway, 'the server shuts down');
    webSocket.onClose(connections.add(goAway));
  };

/** Whoever asked to upgrade expects no stream, and takes a success for one that upgraded. */
const refuse = (socket: Duplex, reply: Reply): void => {
  const whole = 'body' in reply && reply.status >= 400 ? reply : notUpgradable();
  const body = Buffer.from(whole.body);
  const headers = { ...whole.headers, 'Content-Length': String(body.length), Connection: 'close' };
  socket.end(Buffer.concat([Buffer.from(headOf(whole.status, headers)), body]));
  socket.resume();
  setTimeout(() => socket.destroy(), lingerMilliseconds).unref();
};

const notUpgradable = () => {
  const { status } = badRequest('nothing on this path can be upgraded to');
  return { ...jsonReply(status.code, status), body: JSON.stringify(status) };
};

const headOf = (status: number, headers: ReplyHeaders): string => {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}`),
  );
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
};
