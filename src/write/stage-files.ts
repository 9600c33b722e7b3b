import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedMeanwhile } from './changed-meanwhile.ts';
import { backupPath, type ControlDirectory, controlDirectory, stagedPath } from './control-directory.ts';
import { writing } from './file-system-error.ts';
import type { Journal, JournaledFile } from './journal.ts';
import { directoriesToMake, emptiedDirectories } from './journaled-directories.ts';
import { keepCopy } from './move-file.ts';
import type { PlannedFile } from './plan.ts';
import { sha256Of } from './sha256.ts';
import { syncDirectory } from './sync-directory.ts';
import { writeNewFile } from './write-new-file.ts';

/**
 * Puts into the control directory all that a run needs to change a tree, and to take that back: the new texts, and
 * the files that they replace. Changes nothing outside of it.
 *
 * @param root absolute path of the target, which is locked
 * @param files of a plan, those that change something
 * @returns the journal of the run, not written yet
 * @throws FailedError
 */
export function stageFiles(root: string, files: readonly PlannedFile[]): Journal {
  const control = controlDirectory(root);
  writing(control.work, () => mkdirSync(control.work, { mode: 0o700 }));
  const staged = files.map((file, index) => {
    const path = join(root, ...file.path.split('/'));
    return writing(path, () => stageFile({ control, file, path, index }));
  });
  return writing(root, () => {
    syncDirectory(control.work);
    return {
      format: 1,
      id: randomBytes(6).toString('hex'),
      files: staged,
      made: directoriesToMake(root, files),
      emptied: emptiedDirectories(root, files),
    };
  });
}

type Staging = {
  readonly control: ControlDirectory;
  readonly file: PlannedFile;
  /** Absolute. */
  readonly path: string;
  /** The file's place in the journal. */
  readonly index: number;
};

function stageFile({ control, file, path, index }: Staging): JournaledFile {
  const isThere = file.before !== undefined;
  if (file.action !== 'delete') {
    const over = isThere ? lstatSync(path) : undefined;
    writeNewFile({ path: stagedPath(control, index), text: file.text, mode: file.mode, over });
  }
  const before = isThere ? keepBackup({ control, file, path, index }) : undefined;
  return {
    path: file.path,
    ...(before === undefined ? {} : { before }),
    ...(file.action === 'delete' ? {} : { after: sha256Of(file.text) }),
  };
}

/** @returns the SHA-256 of what is kept, which is what the plan was made for */
function keepBackup({ control, file, path, index }: Staging): string {
  const backup = backupPath(control, index);
  keepCopy({ from: path, to: backup });
  const hash = sha256Of(readFileSync(backup));
  const isPlanned = file.isBinary === true || hash === sha256Of(file.before ?? '');
  if (!isPlanned) throw changedMeanwhile(control.root, [file.path]);
  return hash;
}
