import { join } from 'node:path';
import type { ControlDirectory } from './control-directory.ts';
import type { Journal } from './journal.ts';
import { removeIfEmpty, removeTree } from './remove.ts';
import { syncDirectory } from './sync-directory.ts';

/**
 * Removes what a run that succeeded needs no more: directories that it left empty, new texts, backups. Can be begun
 * anew at any point.
 *
 * @throws the error of node:fs
 */
export function clearAway({ root, directory, work }: ControlDirectory, journal: Journal): void {
  syncDirectory(directory);
  for (const path of journal.emptied.toReversed()) removeIfEmpty(join(root, path));
  removeTree(work);
}
