import { BodyError } from '../client/collect-body.ts';
import { codeOf } from '../client/error-code.ts';
import type { ClientFailure } from './client-failure.ts';
import { streamReset } from './stream-reset.ts';

/**
 * What client-go says where an answer came, but its body cannot be read (rest/request.go transformResponse).
 *
 * @param cause what the client stumbled over
 * @returns undefined for any other failure
 */
export function bodyFailure(cause: unknown): ClientFailure | undefined {
  const reset = cause instanceof BodyError ? streamReset(cause.cause) : undefined;
  if (reset !== undefined) {
    const start = 'stream error when reading response body, may be caused by closed connection';
    return {
      message: `${start}. Please retry. Original error: ${reset}`,
      unread: { kind: 'stream', reason: reset },
    };
  }
  const isCut = cause instanceof BodyError && cause.reason === 'truncated';
  const reason = isCut ? EARLY_END : gzipReason(cause);
  if (reason === undefined) return undefined;
  const message = `unexpected error when reading response body. Please retry. Original error: ${reason}`;
  return { message, unread: { kind: 'body', reason } };
}

const EARLY_END = 'unexpected EOF';

/** What Go's compress/gzip says, by the words of zlib. */
const GZIP: Readonly<Record<string, string>> = {
  'incorrect header check': 'gzip: invalid header',
  'incorrect data check': 'gzip: invalid checksum',
  'incorrect length check': 'gzip: invalid checksum',
  'unexpected end of file': EARLY_END,
};

function gzipReason(cause: unknown): string | undefined {
  if (!(cause instanceof Error && codeOf(cause).startsWith('Z_'))) return undefined;
  return GZIP[cause.message] ?? cause.message;
}
