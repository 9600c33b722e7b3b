/** One cause of a Status: a field and what is wrong with it. */
export type StatusCause = { readonly reason?: string; readonly message: string; readonly field?: string };

/** Details of a Status (k8s.io/apimachinery meta/v1 StatusDetails); `kind` carries the resource's plural. */
export type StatusDetails = {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
};

/** k8s.io/apimachinery meta/v1 Status: the body of every failed request and of a finished deletion. */
export type Status = {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: { readonly continue?: string };
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code?: number;
};

/**
 * A failure that the client gets to see: thrown anywhere on a request's way, turned into a Status reply by the
 * outermost stage.
 */
export class ApiError extends Error {
  readonly status: Status & { readonly code: number };
  readonly headers: Readonly<Record<string, string | readonly string[]>>;

  /** Takes the parts of the Status that differ from failure to failure, and headers that go with it. */
  constructor(
    failure: Pick<Status, 'reason' | 'details'> & {
      readonly code: number;
      readonly message: string;
      readonly metadata?: Status['metadata'];
    },
    headers: Readonly<Record<string, string | readonly string[]>> = {},
  ) {
    super(failure.message);
    this.name = 'ApiError';
    this.headers = headers;
    const { metadata = {}, ...rest } = failure;
    this.status = { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', ...rest };
  }

  /** The same failure with further headers. */
  with(headers: Readonly<Record<string, string | readonly string[]>>): ApiError {
    return new ApiError({ ...this.status, message: this.message }, { ...this.headers, ...headers });
  }
}
