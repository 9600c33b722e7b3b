import { createHash } from 'node:crypto';
import { badRequest } from '../api/api-errors.ts';
import { ApiError } from '../api/status.ts';
import { isTokenProtocol } from '../authentication/protocol-token.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { offeredProtocols } from './offered-protocols.ts';

/** The GUID of RFC 6455 section 1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A handshake that the server agrees to. */
export type Handshake = {
  readonly headers: Readonly<Record<string, string>>;
  /** The subprotocol that was agreed on; empty for none. */
  readonly protocol: string;
};

/**
 * Whether a request wants to become something else. An Upgrade header alone counts for nothing, and Connection alone
 * is what the aggregator looks at (k8s.io/apimachinery pkg/util/httpstream IsUpgradeRequest).
 */
export const wantsUpgrade = (request: ServerRequest): boolean =>
  tokensOf(request, 'connection').includes('upgrade');

/**
 * The server's answer to a handshake (RFC 6455 section 4.2.2). Of the subprotocols that the client offers the first one
 * that the server speaks is agreed on, '' among `spoken` says that it may offer none.
 *
 * @throws ApiError 400 for a request that is no such handshake, or offers nothing that the server speaks
 */
export const acceptHandshake = (request: ServerRequest, spoken: readonly string[] | 'any'): Handshake => {
  checkHandshake(request);
  const offered = offeredProtocols(request).filter((each) => !isTokenProtocol(each));
  const protocol = negotiate(offered, spoken);
  const key = request.header('sec-websocket-key') ?? '';
  return {
    protocol,
    headers: {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': createHash('sha1').update(`${key.trim()}${guid}`).digest('base64'),
      ...(protocol === '' ? {} : { 'Sec-WebSocket-Protocol': protocol }),
    },
  };
};

const checkHandshake = (request: ServerRequest): void => {
  if (!request.isUpgradable || !tokensOf(request, 'upgrade').includes('websocket')) {
    throw badRequest('Upgrade request required: this is served over a WebSocket, by HTTP/1.1');
  }
  if (request.method !== 'GET') throw badRequest('the handshake of a WebSocket must be a GET');
  const versions = valuesOf(request, 'sec-websocket-version');
  if (versions.length !== 1 || versions[0] !== '13') throw otherVersion();
  const keys = valuesOf(request, 'sec-websocket-key');
  if (keys.length !== 1 || !/^[A-Za-z0-9+/]{21}[AQgw]==$/.test(keys[0] ?? '')) {
    throw badRequest('Sec-WebSocket-Key must be 16 bytes in base64, once');
  }
};

const negotiate = (offered: readonly string[], spoken: readonly string[] | 'any'): string => {
  if (spoken === 'any') return offered[0] ?? '';
  const agreed =
    offered.length === 0 ? spoken.find((each) => each === '') : offered.find((each) => spoken.includes(each));
  if (agreed !== undefined) return agreed;
  const own = spoken.filter((each) => each !== '').join(', ');
  throw badRequest(
    `unable to negotiate a subprotocol: the client offers ${offered.join(', ')}, the server speaks ${own}`,
  );
};

const valuesOf = ({ headers }: ServerRequest, name: string): readonly string[] =>
  headers.filter(([each]) => each === name).map(([, value]) => value.trim());

const tokensOf = (request: ServerRequest, name: string): readonly string[] =>
  valuesOf(request, name).flatMap((value) => value.split(',').map((token) => token.trim().toLowerCase()));

const otherVersion = (): ApiError =>
  new ApiError(
    { code: 400, reason: 'BadRequest', message: 'Sec-WebSocket-Version must be 13' },
    { 'Sec-WebSocket-Version': '13' },
  );
