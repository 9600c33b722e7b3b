import { ClusterError } from '../../errors.ts';
import { isCompressed } from './answer-headers.ts';
import { BodyError, MAX_BODY } from './collect-body.ts';
import { codeOf } from './error-code.ts';
import type { WireAnswer } from './transport.ts';

/** The body of an answer: as on the wire, and as text. */
export type BodyText = { readonly wire: Buffer; readonly text: string };

/**
 * Waits for a body and decompresses it.
 *
 * @param url for error messages
 * @throws ClusterError where it breaks off, is huge, or is no gzip though it says so
 */
export async function bodyText({ headers, body }: WireAnswer, url: string): Promise<BodyText> {
  try {
    const wire = await body;
    const plain = isCompressed(headers) && wire.length > 0 ? await unzip(wire) : wire;
    return { wire, text: plain.toString('utf8') };
  } catch (error) {
    throw bodyError(error, url);
  }
}

async function unzip(wire: Buffer): Promise<Buffer> {
  const { gunzip } = await import('node:zlib');
  return new Promise((resolve, reject) => {
    gunzip(wire, { maxOutputLength: MAX_BODY }, (error, plain) =>
      error === null ? resolve(plain) : reject(error),
    );
  });
}

function bodyError(error: unknown, url: string): unknown {
  const isHuge =
    error instanceof BodyError ? error.reason === 'huge' : codeOf(error) === 'ERR_BUFFER_TOO_LARGE';
  const details = {
    hint: 'ask the server itself: something on the way may change what it answers',
    cause: error,
  };
  if (isHuge) return new ClusterError(`${url} answers with more than ${MAX_BODY / 1_048_576} MiB`, details);
  if (error instanceof BodyError) {
    return new ClusterError(`${url} broke off its answer after ${error.bytes} bytes`, details);
  }
  if (!codeOf(error).startsWith('Z_')) return error;
  return new ClusterError(`${url} says that its answer is gzip, but it is not, or not whole`, details);
}
