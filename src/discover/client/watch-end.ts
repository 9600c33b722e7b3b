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
    ended ??= closed();
  });
  return () => ended;
}

/** @throws what ended the connection before the event came */
export function settled(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => reject(closed());
    socket.once(event, () => {
      socket.removeListener('error', reject);
      socket.removeListener('close', end);
      resolve();
    });
    socket.once('error', reject);
    socket.once('close', end);
  });
}

/** @returns the error of a connection that the other end closed without a word */
export function closed(): Error {
  return Object.assign(new Error('closed'), { code: 'ECONNRESET' });
}
