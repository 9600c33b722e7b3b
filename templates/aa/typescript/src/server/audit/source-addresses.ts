import { isIP } from 'node:net';
import type { ServerRequest } from '../request/server-request.ts';

/**
 * Where a request came from over which proxies; the last alone is certain (k8s.io/apimachinery pkg/util/net
 * SourceIPs).
 */
export const sourceAddresses = (request: ServerRequest): readonly string[] => {
  const forwarded = (request.header('x-forwarded-for') ?? '').split(',').map(plain).filter(isAddress);
  const real = plain(request.header('x-real-ip') ?? '');
  const before = isAddress(real) && !forwarded.includes(real) ? [...forwarded, real] : forwarded;
  const remote = plain(request.remoteAddress);
  return isAddress(remote) && before.at(-1) !== remote ? [...before, remote] : before;
};

const isAddress = (text: string): boolean => isIP(text) !== 0;

/** An IPv4 client of a socket for both comes as ::ffff:10.0.0.1. */
const plain = (text: string): string => text.trim().replace(/^::ffff:(?=\d+\.)/i, '');
