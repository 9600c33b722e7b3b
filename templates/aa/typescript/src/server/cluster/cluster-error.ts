/** What is known of a request that kube-apiserver did not answer as it should. */
type Failure = {
  /** The HTTP status; undefined where no answer came. */
  readonly status?: number;
  /** Node's code of what went wrong on the way: ECONNRESET. */
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};

/** kube-apiserver could not be asked, or answered with a failure; the message is what it or Node says. */
export class ClusterError extends Error {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { status, code, retryAfterSeconds, cause }: Failure = {}) {
    super(message, { cause });
    this.name = 'ClusterError';
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
