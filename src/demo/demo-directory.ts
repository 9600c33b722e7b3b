import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConflictError } from '../errors.ts';
import type { Io } from '../io.ts';
import { fileSystemError } from '../write/file-system-error.ts';
import { makeDirectories } from '../write/make-directories.ts';

/** A directory to play in, and how to leave it. */
export type DemoDirectory = { readonly path: string; readonly leave: () => void };

/**
 * @param keep where `--keep` wants everything to stay; undefined for a temporary directory that is removed
 * @throws ConflictError when the directory to keep holds something already
 */
export function openDemoDirectory(keep: string | undefined, io: Io): DemoDirectory {
  if (keep === undefined) {
    const path = makeTemporary();
    return { path, leave: () => rmSync(path, { recursive: true, force: true }) };
  }
  const path = resolve(io.cwd, keep);
  if (makeDirectory(path).length > 0) {
    throw new ConflictError(`--keep ${keep} holds files already; nothing was written`, {
      hint: 'give a directory that is empty or does not exist',
    });
  }
  return { path, leave: () => {} };
}

function makeTemporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'kx-demo-'));
  } catch (cause) {
    throw fileSystemError({ action: 'write', path: tmpdir(), cause });
  }
}

function makeDirectory(path: string): readonly string[] {
  try {
    makeDirectories(path);
    return readdirSync(path);
  } catch (error) {
    throw fileSystemError({ action: 'write', path, cause: error });
  }
}
