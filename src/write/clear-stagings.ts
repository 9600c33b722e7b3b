import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockedError } from './locked-error.ts';
import { mayRun } from './process-identity.ts';
import { removeTree } from './remove.ts';
import { stagingProcess } from './staging-name.ts';

/**
 * Removes what runs left beside a directory that died while they made it.
 *
 * @param directory absolute path of what is to be made
 * @throws ConflictError where another run is making it now; the error of node:fs
 */
export function clearStagings(directory: string): void {
  const parent = dirname(directory);
  for (const name of readdirSync(parent)) {
    const maker = stagingProcess(directory, name);
    if (maker === undefined) continue;
    const path = join(parent, name);
    if (mayRun(maker)) {
      const since = lstatSync(path, { throwIfNoEntry: false })?.birthtime ?? new Date(0);
      throw lockedError({ root: directory, path, holder: { ...maker, since: since.toISOString() } });
    }
    removeTree(path);
  }
}
