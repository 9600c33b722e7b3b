import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileSystemError } from './file-system-error.ts';
import { makeDirectories } from './make-directories.ts';
import type { PlannedFile } from './plan.ts';
import { createUndoLog } from './undo-log.ts';
import { writeNewFile } from './write-new-file.ts';

/**
 * Makes a directory that does not exist yet: everything is written beside it and renamed into place at the end.
 * A directory that holds a private key is 0700.
 *
 * @param root absolute path
 * @throws FailedError; nothing is left then, parents included
 */
export function stageDirectory(root: string, files: readonly PlannedFile[]): void {
  const parent = dirname(root);
  const undo = createUndoLog();
  try {
    const firstMade = makeDirectories(parent);
    if (firstMade !== undefined) undo.add(() => rmSync(firstMade, { recursive: true }));
    const staging = mkdtempSync(join(parent, `.${basename(root)}.kx-`));
    undo.add(() => rmSync(staging, { recursive: true }));
    writeTree(join(staging, 'tree'), files);
    renameSync(join(staging, 'tree'), root);
    undo.add(() => rmSync(root, { recursive: true }));
    rmSync(staging, { recursive: true });
  } catch (cause) {
    undo.run();
    throw fileSystemError({ action: 'write', path: root, cause });
  }
}

function writeTree(tree: string, files: readonly PlannedFile[]): void {
  mkdirSync(tree);
  for (const file of files) {
    const path = join(tree, ...file.path.split('/'));
    makeDirectories(dirname(path));
    writeNewFile(path, file.text, file.mode);
    if (file.mode === 0o600) chmodSync(dirname(path), 0o700);
  }
}
