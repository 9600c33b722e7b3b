import type { WebSocket } from '../websocket/web-socket.ts';

/** Headers of a reply. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** What a handler answers: a whole body, or a stream or a WebSocket that it feeds until it or the client ends it. */
export type Reply =
  | { readonly status: number; readonly headers: ReplyHeaders; readonly body: string | Uint8Array }
  | { readonly status: number; readonly headers: ReplyHeaders; readonly stream: (sink: Sink) => void }
  | { readonly status: 101; readonly headers: ReplyHeaders; readonly websocket: (socket: WebSocket) => void };

/** The open end of a streamed reply; its headers are on their way before the handler gets it. */
export type Sink = {
  readonly write: (chunk: string) => void;
  readonly end: () => void;
  /** Cuts the connection without sending what is left. */
  readonly abort: () => void;
  /** Calls back once when the reply is over, whoever ended it. */
  readonly onClose: (callback: () => void) => void;
  /** Bytes that the client has not taken yet. */
  readonly buffered: () => number;
  /** Resolves when the client has taken what was written, or is gone. */
  readonly drained: () => Promise<void>;
};
