import { chmodSync, mkdirSync, readFileSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConflictError } from '../errors.ts';
import { controlDirectory, stagedPath } from './control-directory.ts';
import { errorCode } from './error-code.ts';
import { writing } from './file-system-error.ts';
import type { Journal, JournaledDirectory, JournaledFile } from './journal.ts';
import { moveOver, placeNew } from './move-file.ts';
import { sha256Of } from './sha256.ts';
import { syncDirectory } from './sync-directory.ts';

/**
 * Does what a journal says, file by file, and brings it down to the disk.
 *
 * @param root absolute path of the target, which is locked and whose journal is written
 * @throws FailedError, or ConflictError where somebody made a file meanwhile; the tree is then in between
 */
export function carryJournalOut(root: string, journal: Journal): void {
  for (const directory of journal.made) writing(join(root, directory.path), () => make(root, directory));
  for (const [index, file] of journal.files.entries()) {
    const to = join(root, ...file.path.split('/'));
    const from = stagedPath(controlDirectory(root), index);
    writing(to, () => carryFileOut({ file, from, to, beside: besidePath(to, journal, index) }));
  }
  syncParents(root, journal);
}

/** @returns the name beside a file under which it is made where the control directory is on another file system */
export function besidePath(path: string, { id }: Journal, index: number): string {
  return join(dirname(path), `.kx-${id}-${index}`);
}

/** Brings the names of all files of a journal down to the disk. */
export function syncParents(root: string, { files, made }: Journal): void {
  const changed = [...files, ...made].map(({ path }) => dirname(join(root, path)));
  for (const directory of new Set(changed)) writing(directory, () => syncDirectory(directory));
}

function make(root: string, { path, mode }: JournaledDirectory): void {
  mkdirSync(join(root, path), { mode });
  if (mode === 0o700) chmodSync(join(root, path), mode);
}

type Step = {
  readonly file: JournaledFile;
  readonly from: string;
  readonly to: string;
  readonly beside: string;
};

function carryFileOut({ file, from, to, beside }: Step): void {
  refuseEdited(file, to);
  if (file.after === undefined) {
    unlinkSync(to);
    return;
  }
  if (file.before !== undefined) {
    moveOver({ from, to, beside });
    return;
  }
  try {
    placeNew({ from, to, beside });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new ConflictError(`${to} was made by somebody else meanwhile; nothing was written`);
  }
}

/** An editor may save between the plan's last look and this moment; what it saved is not in the backup. */
function refuseEdited({ before }: JournaledFile, path: string): void {
  if (before === undefined || sha256Of(readFileSync(path)) === before) return;
  throw new ConflictError(`${path} was changed by somebody else meanwhile; nothing was written`, {
    hint: 'run the same command again',
  });
}
