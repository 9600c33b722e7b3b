import { FailedError } from '../errors.ts';

/** errno names as a person would say them; what is missing here is shown as the system's own text. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOENT: 'there is no such file or directory',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'part of the path is not a directory',
  ENAMETOOLONG: 'the name is too long for this file system',
  EMFILE: 'too many open files',
  EEXIST: 'something else is in the way',
  EIO: 'input/output error',
  ELOOP: 'too many symbolic links',
};

/**
 * @param action what was tried, as a verb: `read`, `write`
 * @param path what it was tried on
 * @param cause the error of node:fs
 * @returns the sentence for people, with exit code 1
 */
export function fileSystemError(action: string, path: string, cause: unknown): FailedError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new FailedError(`cannot ${action} ${path}: ${reason}${code === '' ? '' : ` (${code})`}`, {
    hint: 'nothing was changed; make room or give another --out',
    cause,
  });
}
