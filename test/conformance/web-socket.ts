import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request as startRequest } from 'node:https';
import type { Duplex } from 'node:stream';

/** A frame of a WebSocket as the server sent it (RFC 6455 section 5.2). */
type Frame = { readonly opcode: number; readonly payload: Buffer };

/** An open WebSocket: the client's end, without any manners of its own. */
export type WebSocketClient = {
  readonly headers: IncomingMessage['headers'];
  /** Sends a text, or bytes as a binary message. */
  readonly send: (message: string | Uint8Array) => void;
  /** Sends bytes as they are. */
  readonly sendRaw: (bytes: Uint8Array) => void;
  /** The next frame that is neither ping nor pong; undefined when the connection has ended. */
  readonly next: () => Promise<Frame | undefined>;
  /** The text of the next frame, whatever message it is. */
  readonly nextText: () => Promise<string | undefined>;
  /** The code of the close frame, after all frames before it; 1006 where the connection ended without one. */
  readonly closed: () => Promise<number>;
  /** Drops what has come and was not asked for yet. */
  readonly forget: () => void;
  /** Reads no more, as a client that hangs. */
  readonly pause: () => void;
  readonly destroy: () => void;
};

/** What came of a handshake: a WebSocket, or an answer as to any other request. */
export type Opened =
  | { readonly client: WebSocketClient }
  | { readonly client: undefined; readonly reply: IncomingMessage };

/** Asks for a WebSocket as browsers do; a header that is undefined is left out. @throws the error of node:https */
export function openWebSocket(
  { headers, ...options }: RequestOptions,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<Opened> {
  const key = randomBytes(16).toString('base64');
  const sent = {
    ...headers,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': key,
    Origin: 'https://client.example.com',
    ...more,
  };
  const given = Object.entries(sent).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    startRequest({ ...options, headers: Object.fromEntries(given) })
      .on('upgrade', (reply, socket, head) => resolve({ client: clientOf(socket, head, reply.headers) }))
      .on('response', (reply) => resolve({ client: undefined, reply }))
      .on('error', reject)
      .end();
  });
}

/** A frame as a client sends it: masked, and final unless it says otherwise. */
export function clientFrame(
  opcode: number,
  payload: string | Uint8Array,
  { final = true, mask = randomBytes(4) }: { readonly final?: boolean; readonly mask?: Buffer } = {},
): Buffer {
  const bytes = Buffer.from(payload);
  const { length } = bytes;
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const header = Buffer.alloc(size);
  header[0] = (final ? 0x80 : 0) | opcode;
  header[1] = 0x80 | (size === 2 ? length : size === 4 ? 126 : 127);
  if (size === 4) header.writeUInt16BE(length, 2);
  if (size === 10) header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, mask, bytes.map((byte, index) => byte ^ (mask[index & 3] ?? 0))]);
}

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;

function clientOf(socket: Duplex, head: Buffer, headers: IncomingMessage['headers']): WebSocketClient {
  const frames: Frame[] = [];
  let bytes = head;
  let hasEnded = false;
  let wake = () => {};
  const take = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let frame = firstFrame(bytes); frame !== undefined; frame = firstFrame(bytes)) {
      bytes = bytes.subarray(frame.size);
      if (frame.opcode <= CLOSE) frames.push(frame);
    }
    wake();
  };
  const end = () => {
    hasEnded = true;
    wake();
  };
  socket.on('data', take).on('error', end).on('close', end);
  take(Buffer.alloc(0));
  const next = async (): Promise<Frame | undefined> => {
    while (frames.length === 0 && !hasEnded) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return frames.shift();
  };
  const closed = async (): Promise<number> => {
    for (let frame = await next(); frame !== undefined; frame = await next()) {
      if (frame.opcode === CLOSE) return frame.payload.length === 0 ? 1005 : frame.payload.readUInt16BE(0);
    }
    return 1006;
  };
  const sendRaw = (chunk: Uint8Array): void => void socket.write(chunk);
  return {
    headers,
    send: (message) => sendRaw(clientFrame(typeof message === 'string' ? TEXT : BINARY, message)),
    sendRaw,
    next,
    nextText: async () => (await next())?.payload.toString('utf8'),
    closed,
    forget: () => void frames.splice(0),
    pause: () => socket.pause(),
    destroy: () => socket.destroy(),
  };
}

/** A server's frame is not masked. */
function firstFrame(bytes: Buffer): (Frame & { readonly size: number }) | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const size = start + length;
  if (bytes.length < size) return undefined;
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload: bytes.subarray(start, size), size };
}
