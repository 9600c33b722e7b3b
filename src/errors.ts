/** What is wrong with something that is known from where it is said, and the way out. */
export type Problem = { readonly message: string; readonly hint?: string | undefined };

/** One thing that is wrong with what the user gave: where, what, and the way out. */
export type Violation = Problem & {
  /** The flag as typed (`--service`), or a path in a document (`spec.versions[0].name`). */
  readonly path: string;
};

type ErrorDetails = {
  readonly hint?: string;
  readonly violations?: readonly Violation[];
  readonly cause?: unknown;
};

/**
 * An outcome that kx foresaw. Its message is one sentence that names the thing, the value and the way out;
 * anything else that reaches the top of the program is a defect of kx.
 */
export abstract class KxError extends Error {
  abstract readonly exitCode: number;
  /** Said by each class: a bundle has other names for them. */
  abstract override readonly name: string;
  readonly hint: string | undefined;
  readonly violations: readonly Violation[];

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.hint = details.hint;
    this.violations = details.violations ?? [];
  }
}

/** Problems were found, or the machine refused (a file system, a child process): exit 1. */
export class FailedError extends KxError {
  override readonly name = 'FailedError';
  readonly exitCode = 1;
}

/** Wrong usage or invalid input; nothing was written: exit 2. */
export class UsageError extends KxError {
  override readonly name = 'UsageError';
  readonly exitCode = 2;
}

/** Something is in the way and would be overwritten; nothing was written: exit 3. */
export class ConflictError extends KxError {
  override readonly name = 'ConflictError';
  readonly exitCode = 3;
}

/** A merge left conflict markers, now or in an earlier run: exit 4. */
export class MergeConflictError extends KxError {
  override readonly name = 'MergeConflictError';
  readonly exitCode = 4;
}

/** The cluster, TLS or authentication failed: exit 5. */
export class ClusterError extends KxError {
  override readonly name = 'ClusterError';
  readonly exitCode = 5;
}

/** The user stopped it (Ctrl-C, SIGTERM); nothing half-written: exit 130, as shells report SIGINT. */
export class CancelledError extends KxError {
  override readonly name = 'CancelledError';
  readonly exitCode = 130;
}
