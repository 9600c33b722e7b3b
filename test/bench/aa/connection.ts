import { readFileSync } from 'node:fs';
import { connect, type TLSSocket } from 'node:tls';
import type { Load } from './subject.ts';

/** An answer that is whole. */
type Answer = { readonly status: number; readonly text: string };

/** One connection of HTTP/1.1; a request is sent when the last one is answered. */
export type Connection = {
  readonly socket: TLSSocket;
  readonly send: (method: string, path: string, body?: string) => Promise<Answer>;
};

/**
 * Connects by TLS itself: a client that costs little, so that the server is what is measured. Of a body that is not
 * needed nothing is decoded.
 */
export function openConnection(load: Load, needsText: boolean): Promise<Connection> {
  const [ca, cert, key] = [load.caFile, load.certFile, load.keyFile].map((file) => readFileSync(file));
  const target = { host: '127.0.0.1', port: load.port, rejectUnauthorized: false };
  const socket = connect({ ...target, ca, cert, key, ALPNProtocols: ['http/1.1'] });
  const reader = answerReader(needsText);
  let settle: ((answer: Answer) => void) | undefined;
  socket.on('data', (chunk) => {
    const answer = reader(chunk);
    if (answer !== undefined) settle?.(answer);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('secureConnect', () =>
      resolve({
        socket,
        send: (method, path, body) =>
          new Promise((answered) => {
            settle = answered;
            socket.write(requestText(method, path, body));
          }),
      }),
    );
  });
}

/** @returns the bytes of a request */
export function requestText(method: string, path: string, body?: string): string {
  const about =
    body === undefined
      ? ''
      : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n${about}\r\n${body ?? ''}`;
}

/** Takes bytes as they come, and gives the answer with its last one. */
function answerReader(needsText: boolean): (chunk: Buffer) => Answer | undefined {
  let chunks: Buffer[] = [];
  let head: { readonly status: number; readonly missing: number | undefined } | undefined;
  let received = 0;
  return (chunk) => {
    received += chunk.length;
    if (head === undefined || needsText) chunks.push(chunk);
    head ??= readHead(chunks);
    if (head === undefined || !isWhole(head.missing, received, chunk)) return undefined;
    const text = needsText ? Buffer.concat(chunks).toString('utf8') : '';
    const { status } = head;
    [chunks, head, received] = [[], undefined, 0];
    return { status, text };
  };
}

function readHead(chunks: readonly Buffer[]) {
  const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
  const end = bytes?.indexOf('\r\n\r\n') ?? -1;
  if (bytes === undefined || end < 0) return undefined;
  const text = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  return {
    status: Number(text.slice(9, 12)),
    missing: length === undefined ? undefined : end + 4 + Number(length),
  };
}

/** Without a length the body is in chunks, of which the last is empty; JSON has no such line. */
function isWhole(length: number | undefined, received: number, chunk: Buffer): boolean {
  return length === undefined
    ? chunk.toString('latin1', Math.max(0, chunk.length - 5)) === '0\r\n\r\n'
    : received >= length;
}
