import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileSystemError } from './file-system-error.ts';
import type { PlannedFile } from './plan.ts';
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
  let firstMade: string | undefined;
  let staging: string | undefined;
  try {
    firstMade = mkdirSync(parent, { recursive: true });
    staging = mkdtempSync(join(parent, `.${basename(root)}.kx-`));
    const tree = join(staging, 'tree');
    mkdirSync(tree);
    for (const file of files) {
      const path = join(tree, ...file.path.split('/'));
      mkdirSync(dirname(path), { recursive: true });
      writeNewFile(path, file.text, file.mode);
      if (file.mode === 0o600) chmodSync(dirname(path), 0o700);
    }
    renameSync(tree, root);
    rmSync(staging, { recursive: true });
  } catch (error) {
    const leftover = firstMade ?? staging;
    if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true });
    throw fileSystemError('write', root, error);
  }
}
