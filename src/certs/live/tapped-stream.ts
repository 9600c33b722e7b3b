import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A server's certificates and a few extensions fit many times over. */
const MOST_KEPT = 1024 * 1024;

/** A connection that remembers what the other side sent. */
export type Tapped = { readonly stream: Duplex; readonly received: () => Uint8Array };

/** @returns a stream over the socket; node:tls reads a socket itself past any listener, but not a stream */
export function tappedStream(socket: Socket): Tapped {
  const chunks: Buffer[] = [];
  let kept = 0;
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, _, done) => void socket.write(chunk, () => done()),
    final: (done) => void socket.end(() => done()),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    if (kept < MOST_KEPT) chunks.push(chunk);
    kept += chunk.length;
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => void stream.push(null));
  socket.on('error', (error) => void stream.destroy(error));
  socket.once('close', () => void stream.destroy());
  return { stream, received: () => Buffer.concat(chunks) };
}
