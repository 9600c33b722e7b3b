import type { Socket } from 'node:net';

/**
 * Listens for the end of a connection as long as it lives. A server that does not accept a client certificate says so
 * after the handshake of TLS 1.3, when the socket may have no owner yet, and an error that nobody listens to ends the
 * process; a TLSSocket does not keep it either (its `errored` is null).
 *
 * @returns asks what ended the connection; undefined while it stands
 */
export function watchEnd(socket: Socket): () => Error | undefined {
  let ended: Error | undefined;
  socket.on('error', (error) => {
    ended ??= error;
  });
  socket.on('close', () => {
    ended ??= Object.assign(new Error('closed'), { code: 'ECONNRESET' });
  });
  return () => ended;
}
