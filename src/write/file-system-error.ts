import { errnoReason } from '../errno-reason.ts';
import { FailedError } from '../errors.ts';

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
