import { errnoReason } from '../errno-reason.ts';
import { FailedError, KxError } from '../errors.ts';

type Failure = {
  /** What was tried: `read`, `write`. */
  readonly action: 'read' | 'write';
  readonly path: string;
  /** What node:fs threw. */
  readonly cause: unknown;
};

/** @returns the sentence for people, with exit code 1: a file-system failure is neither usage nor a conflict */
export function fileSystemError({ action, path, cause }: Failure): FailedError {
  return new FailedError(`cannot ${action} ${path}: ${errnoReason(cause)}; nothing was changed`, { cause });
}

/**
 * @param path what the user knows of the work, whatever file in `.kx/` it touches
 * @returns what the work returns
 * @throws FailedError instead of what node:fs throws; a KxError as it is
 */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof KxError ? cause : fileSystemError({ action: 'write', path, cause });
  }
}
