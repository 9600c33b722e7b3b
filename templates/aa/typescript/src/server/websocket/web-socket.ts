import type { Duplex } from 'node:stream';
import { drained } from '../listen/drained.ts';
import { createAsyncQueue } from './async-queue.ts';
import type { Closing } from './close-payload.ts';
import {
  type Connection,
  endConnection,
  readOn,
  sendFrame,
  startClosing,
  type WebSocketLimits,
} from './connection.ts';
import { opcodes } from './frame.ts';
import { createFrameReader } from './frame-reader.ts';
import { createMessageReader, type Message } from './message-reader.ts';
import { closeCodes, ProtocolFailure } from './protocol-failure.ts';

/** The server's end of a WebSocket (RFC 6455). */
export type WebSocket = {
  /** What the client sends, for one reader; ends with the connection. As long as nobody reads, the client waits. */
  readonly messages: AsyncIterable<Message>;
  /** A string goes out as a text, bytes as a binary message; after the connection was closed, nowhere. */
  readonly send: (message: Message) => void;
  /** Resolves when the client has taken what was sent, or is gone. */
  readonly drained: () => Promise<void>;
  /** Bytes that the client has not taken yet. */
  readonly buffered: () => number;
  /** Closes in good order: says why, and waits for the client to agree. */
  readonly close: (code: number, reason?: string) => void;
  /** Cuts the connection. */
  readonly destroy: () => void;
  /** Calls back once with how it ended; 1006 where nobody said why. */
  readonly onClose: (callback: (closing: Closing) => void) => void;
};

const defaults: WebSocketLimits = {
  messageBytes: 1024 * 1024,
  closeMilliseconds: 2_000,
};

/** Speaks WebSocket on a connection whose handshake is over; `head` is what came with the handshake. */
export const createWebSocket = (
  socket: Duplex,
  head: Buffer,
  limits: Partial<WebSocketLimits> = {},
): WebSocket => {
  const connection: Connection = {
    socket,
    limits: { ...defaults, ...limits },
    inbox: createAsyncQueue({ onTaken: () => readOn(connection), onLeft: () => readOn(connection) }),
    ended: undefined,
    isClosing: false,
  };
  const onClose = listenForEnd(connection);
  const read = createReader(connection);
  socket.on('data', read);
  socket.on('drain', () => readOn(connection));
  socket.on('end', () => endConnection(connection));
  socket.on('error', () => socket.destroy());
  if (head.length > 0) read(head);
  return {
    messages: connection.inbox.values,
    send: (message) =>
      typeof message === 'string'
        ? sendFrame(connection, opcodes.text, Buffer.from(message))
        : sendFrame(connection, opcodes.binary, message),
    drained: () => drained(socket),
    buffered: () => socket.writableLength,
    close: (code, reason = '') => startClosing(connection, { code, reason }),
    destroy: () => socket.destroy(),
    onClose,
  };
};

const listenForEnd = (connection: Connection): WebSocket['onClose'] => {
  const callbacks: ((closing: Closing) => void)[] = [];
  let last: Closing | undefined;
  connection.socket.once('close', () => {
    last = connection.ended ?? { code: closeCodes.abnormal, reason: '' };
    connection.isClosing = true;
    connection.inbox.end();
    for (const callback of callbacks) callback(last);
  });
  return (callback) => {
    if (last === undefined) callbacks.push(callback);
    else callback(last);
  };
};

/** Takes the bytes of the client; the first that break a rule close the connection, as its rule says. */
const createReader = (connection: Connection): ((chunk: Buffer) => void) => {
  const { inbox, limits } = connection;
  const readMessages = createMessageReader(limits.messageBytes, {
    onMessage: (message) => inbox.push(message),
    onPing: (payload) => sendFrame(connection, opcodes.pong, payload),
    onClose: (closing) => {
      startClosing(connection, closing);
      endConnection(connection);
      isOver = true;
    },
  });
  const readFrames = createFrameReader(limits.messageBytes, (frame) => {
    if (!isOver) readMessages(frame);
  });
  let isOver = false;
  return (chunk) => {
    // What follows a broken frame cannot be told apart. It is taken all the same: a reset would overtake the close.
    if (isOver) return;
    try {
      readFrames(chunk);
    } catch (cause) {
      isOver = true;
      if (!(cause instanceof ProtocolFailure)) throw cause;
      startClosing(connection, { code: cause.code, reason: cause.message });
      endConnection(connection);
    }
    readOn(connection);
  };
};
