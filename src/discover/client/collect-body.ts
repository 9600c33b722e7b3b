import type { Readable } from 'node:stream';
import { closed } from './watch-end.ts';

/** More than any list of a cluster takes, and less than makes kx a danger to the machine. */
export const MAX_BODY = 256 * 1_024 * 1_024;

/** The body of an answer that ends before its end, or never does. */
export class BodyError extends Error {
  readonly reason: 'truncated' | 'huge';
  /** How much came. */
  readonly bytes: number;

  constructor(reason: BodyError['reason'], bytes: number, cause?: unknown) {
    super(`the body is ${reason}`, { cause });
    this.reason = reason;
    this.bytes = bytes;
  }
}

/** @throws BodyError where the stream breaks off, or brings more than `MAX_BODY` */
export function collectBody(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (reason: BodyError['reason'], cause: unknown) => {
      reject(new BodyError(reason, bytes, cause));
      stream.destroy();
    };
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_BODY) fail('huge', undefined);
    });
    stream.once('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)),
    );
    stream.once('error', (error) => fail('truncated', error));
    stream.once('close', () => {
      if (!stream.readableEnded) fail('truncated', closed());
    });
  });
}
