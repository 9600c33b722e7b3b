import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Reply } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** Bytes from which compression is worth its time (k8s.io/apiserver handlers/responsewriters defaultGzipThresholdBytes). */
const threshold = 128 * 1024;
/** Speed counts here: what level 1 leaves costs less than what the others take (the same file). */
const level = 1;

const compress = promisify(gzip);

/** A large reply compressed, for a client that takes gzip; streams and all others as they are. */
export const compressReply = async (request: ServerRequest, reply: Reply): Promise<Reply> => {
  if (!('body' in reply) || reply.body.length < threshold || !takesGzip(request)) return reply;
  const vary = [reply.headers['Vary'] ?? [], 'Accept-Encoding'].flat().join(', ');
  const headers = { ...reply.headers, 'Content-Encoding': 'gzip', Vary: vary };
  return { ...reply, headers, body: await compress(reply.body, { level }) };
};

const takesGzip = (request: ServerRequest): boolean =>
  (request.header('accept-encoding') ?? '')
    .split(',')
    .some((coding) => /^\s*gzip\s*(;\s*q=(?!0(\.0+)?\s*$).*)?$/i.test(coding));
