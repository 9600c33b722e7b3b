import { errorCode } from './error-code.ts';

/** A name that is too long for a file system is no file's. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** @returns whether an error of node:fs says that there is nothing of that name */
export function isGone(error: unknown): boolean {
  return GONE.has(errorCode(error));
}
