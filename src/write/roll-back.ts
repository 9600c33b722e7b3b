import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { besidePath, syncParents } from './carry-journal-out.ts';
import { backupPath, type ControlDirectory, stagedPath } from './control-directory.ts';
import { errorCode } from './error-code.ts';
import { findEntry } from './find-entry.ts';
import type { Journal, JournaledFile } from './journal.ts';
import { makeDirectories } from './make-directories.ts';
import { moveOver, placeNew } from './move-file.ts';
import { attempt, removeFile, removeIfEmpty, removeTree } from './remove.ts';
import { sha256Of } from './sha256.ts';
import { syncDirectory } from './sync-directory.ts';

/**
 * Takes back what a run did of its journal, which may be all, nothing or anything between. It can itself be stopped
 * at any point and begun anew. A file that is neither as the run found it nor as the run leaves it was edited since:
 * it stays, and what it was before the run is put beside it, for that is nowhere else.
 *
 * @returns the files that were edited since
 * @throws FailedError, the error of node:fs; the journal is then still there
 */
export function rollBack(control: ControlDirectory, journal: Journal): readonly KeptFile[] {
  const found = journal.files.map((file, index): FoundFile => {
    const path = join(control.root, ...file.path.split('/'));
    const state = stateOf(control.root, file);
    return {
      file,
      path,
      state,
      backup: backupPath(control, index),
      staged: stagedPath(control, index),
      beside: besidePath(path, journal, index),
    };
  });
  if (!found.some(lacksBackup)) restore(control.root, journal, found);
  const edited = found.filter(({ state }) => state === 'edited' || state === 'blocked');
  const kept = edited.map((each) => ({
    path: each.file.path,
    saved: isReplacement(each) ? putBeside(each) : undefined,
  }));
  removeFile(control.journal);
  syncDirectory(control.directory);
  attempt(() => removeTree(control.work));
  return kept;
}

/** A file that an interrupted run was to change, and that somebody edited since. */
export type KeptFile = {
  readonly path: string;
  /** Absolute path of what it was before the run; absent where there was nothing. */
  readonly saved: string | undefined;
};

type FoundFile = {
  readonly file: JournaledFile;
  readonly path: string;
  readonly state: 'before' | 'after' | 'edited' | 'blocked';
  readonly backup: string;
  readonly staged: string;
  readonly beside: string;
};

/** Where only the mode differs both hashes are the same, and the backup is what tells that there is work to do. */
function stateOf(root: string, { path, before, after }: JournaledFile): FoundFile['state'] {
  const entry = findEntry(root, path);
  if (entry.kind === 'blocked') return 'blocked';
  const hash = entry.kind === 'file' ? sha256Of(readFileSync(entry.at)) : undefined;
  if (hash === after) return 'after';
  return hash === before ? 'before' : 'edited';
}

/** Backups are removed after the journal is; a disk that lost power may have forgotten that it was. */
function lacksBackup({ file, state, backup }: FoundFile): boolean {
  const isReplaced = file.before !== undefined && file.before !== file.after;
  return state === 'after' && isReplaced && !isThere(backup);
}

function restore(root: string, journal: Journal, found: readonly FoundFile[]): void {
  for (const each of found.toReversed()) restoreFile(each);
  for (const { path } of journal.made.toReversed()) removeIfEmpty(join(root, path));
  syncParents(root, journal);
}

function restoreFile({ file, path, state, backup, beside }: FoundFile): void {
  if (state === 'blocked') return;
  removeFile(beside);
  if (state !== 'after') return;
  if (file.before === undefined) {
    removeFile(path);
    return;
  }
  if (file.before === file.after && !isThere(backup)) return;
  makeDirectories(dirname(path));
  moveOver({ from: backup, to: path, beside });
}

/** What was edited is the text of the run, which is no more where it was staged. */
function isReplacement({ path, backup, staged }: FoundFile): boolean {
  return isThere(path) && isThere(backup) && !isThere(staged);
}

/** @returns the first free name of `crd.yaml.orig`, `crd.yaml.orig-2` and so on, under which the backup now is */
function putBeside({ path, backup }: FoundFile): string {
  for (let count = 1; ; count++) {
    const saved = count === 1 ? `${path}.orig` : `${path}.orig-${count}`;
    if (placed(backup, saved)) return saved;
  }
}

function placed(from: string, to: string): boolean {
  try {
    makeDirectories(dirname(to));
    placeNew({ from, to, beside: `${to}.kx` });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
