import type { Socket } from 'node:net';
import { closed } from './watch-end.ts';

/**
 * Reads the first bytes from a connection and leaves what comes after them to its next reader.
 *
 * @param length tells how many bytes are wanted from those that are there; undefined wants more to tell
 * @throws what ended the connection before they came
 */
export function readUntil(socket: Socket, length: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const stop = () => {
      socket.removeListener('readable', take);
      socket.removeListener('error', fail);
      socket.removeListener('end', end);
      socket.removeListener('close', end);
    };
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const end = () => fail(closed());
    const take = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      bytes = Buffer.concat([bytes, chunk]);
      const wanted = length(bytes);
      if (wanted === undefined || wanted > bytes.length) return;
      stop();
      if (bytes.length > wanted) socket.unshift(bytes.subarray(wanted));
      resolve(bytes.subarray(0, wanted));
    };
    socket.on('readable', take).once('error', fail).once('end', end).once('close', end);
  });
}
