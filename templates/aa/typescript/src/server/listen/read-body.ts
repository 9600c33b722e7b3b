import { badRequest, requestTooLarge } from '../api/api-errors.ts';
import { requestTimedOut } from '../limits/terminated-error.ts';
import type { NativeRequest, NativeResponse } from './native-http.ts';

/** k8s.io/apiserver pkg/server/config.go MaxRequestBodyBytes. */
const limitBytes = 3 * 1024 * 1024;

/**
 * Reads the whole body of a request, in bytes; above 3 MiB it is a 413, cut short by the client a 400, and a 504 when it
 * takes longer than it may, or the request is answered without it: whoever waits for it must not wait for ever.
 */
export const readBody = (
  request: NativeRequest,
  response: Pick<NativeResponse, 'once'>,
  longestMilliseconds: number,
): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isWhole = false;
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(requestTooLarge(limitBytes));
      return;
    }
    const late = setTimeout(() => reject(requestTimedOut()), longestMilliseconds).unref();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        chunks.length = 0;
        reject(requestTooLarge(limitBytes));
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => {
      clearTimeout(late);
      isWhole = true;
      resolve(Buffer.concat(chunks));
    });
    const cutShort = () => {
      // Comes after every whole body too, and an error takes the time of its stack.
      if (isWhole) return;
      clearTimeout(late);
      reject(badRequest('the request body ended early'));
    };
    request.on('error', cutShort);
    request.on('close', cutShort);
    // Once the request is answered, Node says no more of its body.
    response.once('finish', cutShort);
  });
