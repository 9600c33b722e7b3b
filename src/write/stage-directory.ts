import { chmodSync, lstatSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ConflictError } from '../errors.ts';
import { clearStagings } from './clear-stagings.ts';
import { errorCode } from './error-code.ts';
import { fileSystemError, writing } from './file-system-error.ts';
import { directoriesOfKeys } from './journaled-directories.ts';
import { makeDirectories } from './make-directories.ts';
import { parentPaths } from './parent-paths.ts';
import type { PlannedFile } from './plan.ts';
import { attempt, removeTree } from './remove.ts';
import { stagingName } from './staging-name.ts';
import { syncDirectory } from './sync-directory.ts';
import { writeNewFile } from './write-new-file.ts';

/** What rename(2) answers where something has come to stand there; EPERM on Windows. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM']);

/**
 * Makes a directory that does not exist yet, with those above it: everything is written beside the topmost of them
 * and renamed into place at the end. A directory that holds a private key is 0700.
 *
 * @param root absolute path
 * @throws ConflictError where another run is faster; FailedError; nothing is left then
 */
export function stageDirectory(root: string, files: readonly PlannedFile[]): void {
  const top = writing(root, () => topmostMissing(root));
  const staging = join(dirname(top), stagingName(top));
  writing(top, () => clearStagings(top));
  try {
    const tree = join(staging, relative(top, root));
    writing(root, () => {
      writeTree(tree, files);
      syncParents(staging, tree);
    });
    moveIntoPlace(staging, top);
  } catch (error) {
    attempt(() => removeTree(staging));
    throw error;
  }
  attempt(() => syncDirectory(dirname(top)));
}

function topmostMissing(path: string): string {
  const parent = dirname(path);
  return statSync(parent, { throwIfNoEntry: false }) === undefined ? topmostMissing(parent) : path;
}

function writeTree(tree: string, files: readonly PlannedFile[]): void {
  const withKeys = directoriesOfKeys(files);
  const directories = ['.', ...new Set(files.flatMap((file) => parentPaths(file.path)))].toSorted();
  makeDirectories(tree);
  for (const path of directories) {
    if (path !== '.') mkdirSync(join(tree, path));
    if (withKeys.has(path)) chmodSync(join(tree, path), 0o700);
  }
  for (const { path, text, mode } of files)
    writeNewFile({ path: join(tree, ...path.split('/')), text, mode });
  for (const path of directories) syncDirectory(join(tree, path));
}

/** Directories above the target that had to be made too. */
function syncParents(staging: string, tree: string): void {
  for (let at = tree; at !== staging; at = dirname(at)) syncDirectory(dirname(at));
}

function moveIntoPlace(staging: string, top: string): void {
  try {
    renameSync(staging, top);
  } catch (cause) {
    const isTaken = TAKEN.has(errorCode(cause)) && lstatSync(top, { throwIfNoEntry: false }) !== undefined;
    if (!isTaken) throw fileSystemError({ action: 'write', path: top, cause });
    throw new ConflictError(`${top} was made by somebody else meanwhile; nothing was written`, {
      hint: 'run the same command again',
    });
  }
}
