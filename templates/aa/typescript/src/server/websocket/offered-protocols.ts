import type { ServerRequest } from '../request/server-request.ts';

/** The subprotocols that a client offers in its handshake, the one that it likes best first (RFC 6455 section 11.3.4). */
export const offeredProtocols = ({ headers }: ServerRequest): readonly string[] =>
  headers
    .filter(([name]) => name === 'sec-websocket-protocol')
    .flatMap(([, value]) => value.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
