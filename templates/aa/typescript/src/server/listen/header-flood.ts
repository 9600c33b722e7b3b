import type { NativeRequest, NativeResponse } from './native-http.ts';

/** Headers that a request may have: those of a user in thousands of groups, whom the aggregator sends one by one. */
export const mostHeaders = 4096;

/** Whether a request has more headers than are looked at: whom it comes from cannot be told then. */
export const hasTooManyHeaders = ({ rawHeaders }: NativeRequest): boolean =>
  rawHeaders.length > 2 * mostHeaders;

/** Answers such a request, as what comes with too large headers is answered, and ends its connection. */
export const refuseHeaders = (request: NativeRequest, response: NativeResponse): void => {
  const line = '431 Request Header Fields Too Large';
  response.statusCode = 431;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (request.httpVersionMajor === 1) response.setHeader('Connection', 'close');
  response.end(Buffer.from(line));
};
