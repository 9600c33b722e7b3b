import { isUtf8 } from 'node:buffer';
import type { ServerRequest } from '../request/server-request.ts';
import { offeredProtocols } from '../websocket/offered-protocols.ts';

/*
 * A page in a browser cannot send a header with the handshake of a WebSocket, so it sends its token as a subprotocol
 * (k8s.io/apiserver pkg/authentication/request/websocket/protocol.go).
 */

const prefix = 'base64url.bearer.authorization.k8s.io.';

/** Whether what is offered as a subprotocol is a token, and none to agree on. */
export const isTokenProtocol = (protocol: string): boolean => protocol.startsWith(prefix);

/** Whether a handshake shows a token in this way, whatever it is worth. */
export const hasProtocolToken = (request: ServerRequest): boolean =>
  request.isUpgradable && offeredProtocols(request).some(isTokenProtocol);

/** The token; undefined without one, with several, or with no subprotocol beside it to agree on. */
export const protocolTokenOf = (request: ServerRequest): string | undefined => {
  if (!hasProtocolToken(request)) return undefined;
  const offered = offeredProtocols(request);
  const [encoded = '', ...more] = offered.filter(isTokenProtocol).map((each) => each.slice(prefix.length));
  if (more.length > 0 || offered.every(isTokenProtocol) || !/^[\w-]+$/.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, 'base64url');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
};
