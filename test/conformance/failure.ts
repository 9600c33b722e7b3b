import type { Expected } from './trial.ts';

/** What else a failure has to say. */
type More = {
  readonly message?: string | RegExp;
  readonly details?: object;
  readonly headers?: Expected['headers'];
};

/** @returns what a failed request is answered with: a metav1.Status, and nothing but a Status */
export function failure(status: number, reason: string, { message, details, headers }: More = {}): Expected {
  return {
    status,
    ...(headers === undefined ? {} : { headers }),
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      reason,
      code: status,
      ...(message === undefined ? {} : { message }),
      ...(details === undefined ? {} : { details }),
    },
  };
}
