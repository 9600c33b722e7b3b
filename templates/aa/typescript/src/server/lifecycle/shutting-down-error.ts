import { ApiError } from '../api/status.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** Paths that are answered to the end: probes, and who scrapes metrics (k8s.io/apiserver with_retry_after.go). */
const exemptPaths = ['/readyz', '/livez', '/healthz', '/metrics'];

/** Whether a request goes elsewhere once the server refuses what comes. */
export const isRefusable = ({ path }: ServerRequest): boolean =>
  !exemptPaths.some((exempt) => path.startsWith(exempt));

/** 429 that sends a client to another server (k8s.io/apiserver pkg/server/filters/with_retry_after.go). */
export const shuttingDown = (): ApiError =>
  new ApiError(
    {
      code: 429,
      reason: 'TooManyRequests',
      message: 'The apiserver is shutting down, please try again later.',
      details: { retryAfterSeconds: 5 },
    },
    { 'Retry-After': '5', Connection: 'close' },
  );
