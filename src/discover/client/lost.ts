import { codeOf } from './error-code.ts';

/** Codes of a connection that went away without a word (apimachinery util/net: IsConnectionReset, IsProbableEOF). */
const CODES = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_HTTP2_STREAM_CANCEL',
  'ERR_HTTP2_SESSION_ERROR',
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
]);

/** @returns whether the connection was lost before an answer, which another try may mend */
export function isLost(error: unknown): boolean {
  return CODES.has(codeOf(error)) || isTlsEnd(error);
}

/** OpenSSL 3 says that the connection ended without a close_notify where a TLS socket of Node would say ECONNRESET. */
function isTlsEnd(error: unknown): boolean {
  return error instanceof Error && error.message.includes('unexpected eof');
}
