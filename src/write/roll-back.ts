import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { besidePath, syncParents } from './carry-journal-out.ts';
import { backupPath, type ControlDirectory } from './control-directory.ts';
import { findEntry } from './find-entry.ts';
import type { Journal, JournaledFile } from './journal.ts';
import { makeDirectories } from './make-directories.ts';
import { moveOver } from './move-file.ts';
import { attempt, removeFile, removeIfEmpty, removeTree } from './remove.ts';
import { sha256Of } from './sha256.ts';
import { syncDirectory } from './sync-directory.ts';

/**
 * Takes back what a run did of its journal, which may be all, nothing or anything between. It can itself be stopped
 * at any point and begun anew. A file that is neither as the run found it nor as the run leaves it was edited since:
 * it stays.
 *
 * @returns the paths that were edited since
 * @throws FailedError, the error of node:fs; the journal is then still there
 */
export function rollBack(control: ControlDirectory, journal: Journal): readonly string[] {
  const found = journal.files.map((file, index): FoundFile => {
    const path = join(control.root, ...file.path.split('/'));
    const state = stateOf(control.root, file);
    return {
      file,
      path,
      state,
      backup: backupPath(control, index),
      beside: besidePath(path, journal, index),
    };
  });
  if (!found.some(lacksBackup)) restore(control.root, journal, found);
  removeFile(control.journal);
  syncDirectory(control.directory);
  attempt(() => removeTree(control.work));
  return found.filter(({ state }) => state === 'edited' || state === 'blocked').map(({ file }) => file.path);
}

type FoundFile = {
  readonly file: JournaledFile;
  readonly path: string;
  readonly state: 'before' | 'after' | 'edited' | 'blocked';
  readonly backup: string;
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

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
