import type { Duplex } from 'node:stream';
import type { AsyncQueue } from './async-queue.ts';
import { type Closing, writeClosing } from './close-payload.ts';
import { encodeFrame, type Opcode, opcodes } from './frame.ts';
import type { Message } from './message-reader.ts';

/** What may differ from server to server. */
export type WebSocketLimits = {
  /** Bytes of a message; a longer one is refused with 1009. */
  readonly messageBytes: number;
  /** How long a client may take to agree to a close. */
  readonly closeMilliseconds: number;
};

/** The state of one WebSocket. */
export type Connection = {
  readonly socket: Duplex;
  readonly limits: WebSocketLimits;
  readonly inbox: AsyncQueue<Message>;
  /** How it ended, as far as that is known. */
  ended: Closing | undefined;
  /** Nothing more is sent then, and nothing more read but the client's agreement. */
  isClosing: boolean;
};

/** Messages that wait for a slow reader before the client is no longer read from. */
const longestInbox = 64;

const isHeld = ({ isClosing, inbox, socket }: Connection): boolean =>
  !isClosing && (inbox.length() >= longestInbox || socket.writableNeedDrain);

/** Reads on, unless messages wait for their reader, or replies for the client. */
export const readOn = (connection: Connection): void => {
  if (isHeld(connection)) connection.socket.pause();
  else connection.socket.resume();
};

/** Sends a frame; after the connection was closed, nowhere. */
export const sendFrame = ({ isClosing, socket }: Connection, opcode: Opcode, payload: Uint8Array): void => {
  if (!isClosing && socket.writable) socket.write(encodeFrame(opcode, payload));
};

/** Begins the closing handshake (RFC 6455 section 7.1.2); the first reason is the one that counts. */
export const startClosing = (connection: Connection, closing: Closing): void => {
  if (connection.isClosing) return;
  connection.ended ??= closing;
  sendFrame(connection, opcodes.close, writeClosing(closing));
  connection.isClosing = true;
  connection.inbox.end();
  unlessClosed(connection, () => endConnection(connection));
  readOn(connection);
};

/** Ends the connection below: the server does so first (RFC 6455 section 7.1.1). */
export const endConnection = (connection: Connection): void => {
  connection.socket.end();
  unlessClosed(connection, () => connection.socket.destroy());
};

/** A client that takes too long to agree is not waited for. */
const unlessClosed = ({ socket, limits }: Connection, act: () => void): void => {
  if (socket.closed) return;
  const timer = setTimeout(act, limits.closeMilliseconds).unref();
  socket.once('close', () => clearTimeout(timer));
};
