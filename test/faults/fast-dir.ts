import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file system in memory, as Linux has one: the same calls, five times as fast. */
const MEMORY = '/dev/shm';

/** @returns a new directory that is removed when the test ends */
export function fastDir(): string {
  const directory = realpathSync(mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'kx-faults-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
