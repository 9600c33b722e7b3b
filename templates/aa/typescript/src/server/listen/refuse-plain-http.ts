import type { Server, Socket } from 'node:net';

/** First byte of a TLS record that carries a handshake (RFC 8446 section 5.1). */
const handshakeRecord = 0x16;

/** What net/http answers on a TLS port, so what people search for. */
const refusal = [
  'HTTP/1.0 400 Bad Request',
  'Content-Type: text/plain; charset=utf-8',
  'Connection: close',
  '',
  'Client sent an HTTP request to an HTTPS server.\n',
].join('\r\n');

/** Makes a TLS server answer plain HTTP with 400 instead of a dropped connection: it looks at the first byte. */
export const refusePlainHttp = (server: Server): void => {
  const startTls = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const timer = setTimeout(() => socket.destroy(), 10_000).unref();
    socket.on('error', () => socket.destroy());
    socket.once('data', (data: Buffer) => {
      clearTimeout(timer);
      if (data[0] !== handshakeRecord) {
        socket.end(refusal);
        return;
      }
      socket.pause();
      socket.unshift(data);
      for (const listener of startTls) listener.call(server, socket);
    });
  });
};
