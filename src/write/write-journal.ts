import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlDirectory } from './control-directory.ts';
import type { Journal } from './journal.ts';
import { syncDirectory } from './sync-directory.ts';
import { writeNewFile } from './write-new-file.ts';

/**
 * Writes the journal, whole or not at all, down to the disk.
 *
 * @throws the error of node:fs
 */
export function writeJournal({ directory, work, journal }: ControlDirectory, content: Journal): void {
  const staged = join(work, 'journal');
  writeNewFile({ path: staged, text: `${JSON.stringify(content)}\n`, mode: 0o600 });
  renameSync(staged, journal);
  syncDirectory(directory);
}
