import type { ServerRequest } from '../request/server-request.ts';
import type { NativeRequest } from './native-http.ts';
import { peerCertificateOf } from './peer-certificate.ts';

/**
 * Turns Node's request into the one that the stages after listening know: path and query apart, headers as they were
 * sent, the client's certificate.
 */
export const toServerRequest = (
  native: NativeRequest,
  body: ServerRequest['body'],
  isUpgradable = false,
): ServerRequest => {
  const target = native.url ?? '/';
  const mark = target.indexOf('?');
  const peer = peerCertificateOf(native);
  const headers = headerList(native.rawHeaders);
  return {
    method: native.method ?? 'GET',
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    header: (name) => headers.find(([each]) => each === name)?.[1],
    headers,
    isUpgradable,
    remoteAddress: native.socket.remoteAddress ?? '',
    certificate: peer.certificate,
    certificateChainValid: peer.chainValid,
    body,
  };
};

/** Node joins repeated headers with a comma, which a group's name may hold too, so the raw ones are read. */
const headerList = (raw: readonly string[]): (readonly [string, string])[] => {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([(raw[index] ?? '').toLowerCase(), raw[index + 1] ?? '']);
  }
  return list;
};
