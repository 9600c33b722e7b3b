import { ApiError } from '../api/status.ts';

/** A request that the server does not go through with, for its own sake: it is counted apart. */
export class TerminatedError extends ApiError {}

/** 429: as many requests as are allowed are being answered. */
export const tooManyRequests = (): TerminatedError =>
  new TerminatedError(
    {
      code: 429,
      reason: 'TooManyRequests',
      message: 'Too many requests, please try again later.',
      details: { retryAfterSeconds: 1 },
    },
    { 'Retry-After': '1' },
  );

/** 504: the request took too long, or the client did not finish sending in time. */
export const requestTimedOut = (): TerminatedError =>
  new TerminatedError(
    {
      code: 504,
      reason: 'Timeout',
      message: 'Timeout: request did not complete within the allotted timeout',
      details: {},
    },
    { Connection: 'close' },
  );
