/** errno names as a person would say them. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'something else uses it',
  EDQUOT: 'the disk quota is exceeded',
  EEXIST: 'something else is in the way',
  EFBIG: 'the file is larger than this file system or its limit allows',
  EIO: 'input/output error',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  EMLINK: 'it has too many links',
  ENAMETOOLONG: 'the name is too long for this file system',
  ENFILE: 'this machine has too many open files',
  ENOENT: 'there is no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'part of the path is not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ESTALE: 'the network file system has lost it',
  ETXTBSY: 'a program is running from it',
};

/**
 * @param error what node:fs threw
 * @returns why, in words and with the errno: `permission denied (EACCES)`; the system's own text where kx has none
 */
export function errnoReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined ? error.message : `${reason} (${code})`;
}
