import { closeSync, fsyncSync, openSync } from 'node:fs';
import { errorCode } from './error-code.ts';

/** Windows cannot open a directory, some file systems cannot sync one, and one may be written to but not read. What
 * is gone has nothing to sync. */
const CANNOT = new Set([
  ...['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'],
  ...['ENOENT', 'ENOTDIR'],
]);

/**
 * Brings the names in a directory down to the disk (fsync(2): syncing a file does not sync its name).
 *
 * @throws the error of node:fs where the disk fails; nothing where the platform has no such thing
 */
export function syncDirectory(path: string): void {
  try {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!CANNOT.has(errorCode(error))) throw error;
  }
}
