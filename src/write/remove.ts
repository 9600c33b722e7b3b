import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';

/** Answers where there is nothing of that name. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);
/** Answers of rmdir(2) to a directory that holds something. */
const NOT_EMPTY = new Set(['ENOTEMPTY', 'EEXIST']);

/** Removes a file, which may be gone already. */
export function removeFile(path: string): void {
  unlessGone(() => unlinkSync(path));
}

/** Removes a directory where it holds nothing; it may be gone already. */
export function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    const code = errorCode(error);
    if (!GONE.has(code) && !NOT_EMPTY.has(code)) throw error;
  }
}

/** Removes a file, or a directory with all that it holds; a link is removed, not followed. */
export function removeTree(path: string): void {
  unlessGone(() => {
    if (!lstatSync(path).isDirectory()) {
      unlinkSync(path);
      return;
    }
    for (const name of readdirSync(path)) removeTree(join(path, name));
    rmdirSync(path);
  });
}

/** What cannot be removed now is removed by the next run: nothing depends on it any more. */
export function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The step was the last use of what it removes.
  }
}

function unlessGone(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!GONE.has(errorCode(error))) throw error;
  }
}
