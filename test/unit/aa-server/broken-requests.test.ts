import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { expect, it } from 'vitest';
import { tlsOptions, useServer } from './use-server.ts';

const server = useServer();

const request = (header: string) => `GET /livez HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`;

it.each([
  ['a header that is too large', `X: ${'a'.repeat(200_000)}`, '431 Request Header Fields Too Large'],
  ['a flood of headers', 'X: a\r\n'.repeat(5_000).trimEnd(), '431 Request Header Fields Too Large'],
  ['a header without a colon', 'nothing', '400 Bad Request'],
])('answers %s', async (_, header, answer) => {
  const socket = connectTls({
    ...tlsOptions(server.certificates, ''),
    host: '127.0.0.1',
    port: server.port(),
  });
  socket.write(request(header));
  const reply = await text(socket);
  expect(reply).toContain(`HTTP/1.1 ${answer}\r\n`);
  expect(reply.endsWith(`\r\n\r\n${answer}`)).toBe(true);
});
