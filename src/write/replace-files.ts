import { randomBytes } from 'node:crypto';
import { chmodSync, constants, copyFileSync, linkSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSystemError } from './file-system-error.ts';
import { makeDirectories } from './make-directories.ts';
import type { PlannedFile } from './plan.ts';
import { createUndoLog, type UndoLog } from './undo-log.ts';
import { writeNewFile } from './write-new-file.ts';

/**
 * Writes into a directory that exists: all new texts go to disk first, under names of their own; then each is moved
 * into place. A failure takes back what was done. A directory that is made for a private key is 0700.
 *
 * @param root absolute path
 * @throws FailedError; the tree is then as it was
 */
export function replaceFiles(root: string, files: readonly PlannedFile[]): void {
  const undo = createUndoLog();
  // Not the process number: in containers it repeats, and a leftover of a killed run would be in the way for good.
  const suffix = `.kx-${randomBytes(4).toString('hex')}`;
  const moves = files.map((file) => moveOf(root, file, suffix));
  let at = root;
  try {
    for (const move of moves) {
      at = move.path;
      stage(move, undo);
    }
    for (const move of moves) {
      at = move.path;
      moveIntoPlace(move, undo);
    }
  } catch (cause) {
    undo.run();
    throw fileSystemError({ action: 'write', path: at, cause });
  }
  // From here on the run has succeeded, whatever becomes of the copies.
  for (const { backup } of moves) removeQuietly(backup);
}

/** What file systems without hard links answer (Linux, macOS, Windows). */
const WITHOUT_LINKS = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS']);

type Move = {
  readonly file: PlannedFile;
  readonly path: string;
  readonly staged: string;
  readonly backup: string;
};

function moveOf(root: string, file: PlannedFile, suffix: string): Move {
  const path = join(root, ...file.path.split('/'));
  const staged = path + suffix;
  return { file, path, staged, backup: `${staged}.old` };
}

function stage({ file, path, staged }: Move, undo: UndoLog): void {
  makeParents(file, dirname(path), undo);
  writeNewFile(staged, file.text, file.mode);
  undo.add(() => rmSync(staged, { force: true }));
}

function makeParents(file: PlannedFile, directory: string, undo: UndoLog): void {
  const firstMade = makeDirectories(directory);
  if (firstMade === undefined) return;
  undo.add(() => {
    for (let at = directory; at.length >= firstMade.length; at = dirname(at)) rmdirSync(at);
  });
  if (file.mode === 0o600) chmodSync(directory, 0o700);
}

function moveIntoPlace({ file, path, staged, backup }: Move, undo: UndoLog): void {
  if (file.action === 'change') {
    copyFileSync(path, backup, constants.COPYFILE_EXCL);
    undo.add(() => renameSync(backup, path));
    renameSync(staged, path);
    return;
  }
  linkOrRename(staged, path);
  undo.add(() => rmSync(path, { force: true }));
  rmSync(staged, { force: true });
}

/** A link, unlike a rename, fails where somebody else made the file since it was looked for; FAT has no links. */
function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!WITHOUT_LINKS.has(code)) throw error;
    renameSync(from, to);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A copy that stays harms nobody, and there is nothing left that could be taken back.
  }
}
