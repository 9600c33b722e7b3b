import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { createWebSocket } from '../../../templates/aa/typescript/src/server/websocket/web-socket.ts';
import { clientFrame } from '../../conformance/web-socket.ts';

/** A connection whose client takes nothing. */
const deafSocket = () => new Duplex({ read: () => {}, write: () => {} });

/** Sends the same chunk until the server reads no more, or a thousand times. */
const flood = async (socket: Duplex, chunk: Buffer): Promise<number> => {
  let count = 0;
  while (count < 1_000 && !socket.isPaused()) {
    socket.push(chunk);
    count += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
};

it.each([
  ['pings', clientFrame(9, 'x'.repeat(125)), true],
  ['messages that are echoed', clientFrame(1, 'x'.repeat(125)), true],
  ['messages that nobody reads', clientFrame(1, 'x'.repeat(125)), false],
])('a client that takes nothing is not read from for long: %s', async (_, frame, echoes) => {
  const socket = deafSocket();
  const webSocket = createWebSocket(socket, Buffer.alloc(0));
  const reading = (async () => {
    for await (const message of echoes ? webSocket.messages : []) {
      webSocket.send(message);
      await webSocket.drained();
    }
  })();
  expect(await flood(socket, Buffer.concat(Array.from({ length: 100 }, () => frame)))).toBeLessThan(100);
  expect(webSocket.buffered()).toBeLessThan(512 * 1024);
  webSocket.destroy();
  await reading;
});

it('a client that does not agree to a close is cut off', async () => {
  const socket = deafSocket();
  const webSocket = createWebSocket(socket, Buffer.alloc(0), { closeMilliseconds: 10 });
  const closed = new Promise((resolve) => webSocket.onClose(resolve));
  webSocket.close(1001, 'the server shuts down');
  expect(await closed).toEqual({ code: 1001, reason: 'the server shuts down' });
});

it('a reason that is too long for its frame is cut between characters', async () => {
  const written: Buffer[] = [];
  const socket = new Duplex({ read: () => {}, write: (chunk: Buffer) => written.push(chunk) });
  createWebSocket(socket, Buffer.alloc(0)).close(1011, 'ü'.repeat(200));
  const [frame = Buffer.alloc(0)] = written;
  expect(frame.length).toBeLessThanOrEqual(127);
  expect(frame.subarray(4).toString('utf8')).toBe('ü'.repeat(61));
  socket.destroy();
});
