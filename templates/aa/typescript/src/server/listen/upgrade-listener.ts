import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { badRequest } from '../api/api-errors.ts';
import type { RequestHandler } from '../handlers/handle-request.ts';
import { jsonReply } from '../negotiation/json-reply.ts';
import type { Reply, ReplyHeaders, Sink } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { closeCodes } from '../websocket/protocol-failure.ts';
import { createWebSocket } from '../websocket/web-socket.ts';
import { toServerRequest } from './server-request.ts';

/** What is done with every request, upgrade or not. */
export type UpgradeOutput = {
  readonly onReply: (request: ServerRequest, status: number, started: Date) => void;
  readonly onBrokenOff: (cause: Error) => void;
  /** Keeps count of what stays open, to end it when the server stops. */
  readonly track: (open: Pick<Sink, 'end' | 'onClose'>) => void;
  readonly now: () => Date;
};

/** Node hands over the connection of a request that wants to become something else; HTTP/1.1 alone has such. */
export type UpgradeListener = (native: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** After which silence TCP asks whether the client is still there. */
const keepAliveMilliseconds = 30_000;

/** A client that was refused may still be sending; closing at once would take the reply from it. */
const lingerMilliseconds = 1_000;

/** A listener that answers a handshake with a WebSocket, or as any other request, and then ends the connection. */
export const createUpgradeListener =
  (handle: RequestHandler, { onReply, onBrokenOff, track, now }: UpgradeOutput): UpgradeListener =>
  async (native, socket, head) => {
    const started = now();
    socket.on('error', (cause) => {
      onBrokenOff(cause);
      socket.destroy();
    });
    const request = toServerRequest(native, true);
    const reply = await handle(request);
    onReply(request, reply.status, started);
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
    track({
      end: () => webSocket.close(closeCodes.goingAway, 'the server shuts down'),
      onClose: webSocket.onClose,
    });
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
