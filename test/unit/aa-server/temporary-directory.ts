import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A directory for the tests of a file, which goes with them. */
export const useTemporaryDirectory = (): (() => string) => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'kx-aa-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return () => directory;
};
