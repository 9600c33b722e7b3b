import { chmodSync, constants, copyFileSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileSystemError } from './file-system-error.ts';
import type { PlannedFile } from './plan.ts';
import { writeNewFile } from './write-new-file.ts';

type Undo = () => void;

/**
 * Writes into a directory that exists: all new texts go to disk first, under names of their own; then each is
 * renamed into place. A failure undoes what was done, last step first. A directory that is made for a private key
 * is 0700.
 *
 * @param root absolute path
 * @throws FailedError; the tree is then as it was
 */
export function replaceFiles(root: string, files: readonly PlannedFile[]): void {
  const undo: Undo[] = [];
  const suffix = `.kx-${process.pid}`;
  let at = root;
  try {
    for (const file of files) {
      at = join(root, ...file.path.split('/'));
      makeParents(file, dirname(at), undo);
      const staged = at + suffix;
      undo.push(() => rmSync(staged, { force: true }));
      writeNewFile(staged, file.text, file.mode);
    }
    const backups: string[] = [];
    for (const file of files) {
      at = join(root, ...file.path.split('/'));
      moveIntoPlace({ path: at, suffix, replaces: file.action === 'change', undo, backups });
    }
    for (const backup of backups) rmSync(backup, { force: true });
  } catch (error) {
    for (const step of undo.toReversed()) attempt(step);
    throw fileSystemError('write', at, error);
  }
}

/** One step that cannot be undone (what it would remove was never made) must not keep the others from it. */
function attempt(step: Undo): void {
  try {
    step();
  } catch {}
}

function makeParents(file: PlannedFile, directory: string, undo: Undo[]): void {
  const firstMade = mkdirSync(directory, { recursive: true });
  if (firstMade === undefined) return;
  undo.push(() => {
    for (let at = directory; at.length >= firstMade.length; at = dirname(at)) rmdirSync(at);
  });
  if (file.mode === 0o600) chmodSync(directory, 0o700);
}

type Move = {
  readonly path: string;
  readonly suffix: string;
  readonly replaces: boolean;
  readonly undo: Undo[];
  readonly backups: string[];
};

function moveIntoPlace({ path, suffix, replaces, undo, backups }: Move): void {
  const backup = `${path}${suffix}.old`;
  if (replaces) {
    copyFileSync(path, backup, constants.COPYFILE_EXCL);
    backups.push(backup);
    undo.push(() => renameSync(backup, path));
  } else {
    undo.push(() => rmSync(path, { force: true }));
  }
  renameSync(path + suffix, path);
}
