import { randomBytes } from 'node:crypto';
import { realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileSystemError } from './file-system-error.ts';
import { attempt, removeFile } from './remove.ts';
import { writeNewFile } from './write-new-file.ts';

/** A file that a user named for a log, as `curl --output` takes one. */
type LogFile = {
  /** Absolute. */
  readonly path: string;
  /** As the user wrote it. */
  readonly named: string;
  readonly text: string;
  /** Of a new file; one that is there keeps its own, unless this is for its owner alone. */
  readonly mode: 0o644 | 0o600;
};

/**
 * Writes a file whole or not at all, over the one that is there. What is no file, as /dev/null or a pipe, is written
 * into; a symbolic link stays one.
 *
 * @throws FailedError naming the file
 */
export function writeOver({ path, named, text, mode }: LogFile): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const target = there === undefined ? path : realpathSync(path);
    const staged = join(dirname(target), `.${basename(target)}.kx-${randomBytes(6).toString('hex')}`);
    const kept = there === undefined || mode === 0o600 ? mode : there.mode & 0o777;
    writeNewFile({ path: staged, text, mode: kept, ...(there === undefined ? {} : { over: there }) });
    try {
      renameSync(staged, target);
    } catch (error) {
      attempt(() => removeFile(staged));
      throw error;
    }
  } catch (cause) {
    throw fileSystemError({ action: 'write', path: named, cause });
  }
}
