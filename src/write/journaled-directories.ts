import { lstatSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { JournaledDirectory } from './journal.ts';
import { parentPaths } from './parent-paths.ts';
import type { PlannedFile } from './plan.ts';

/**
 * @param root absolute path of the target
 * @returns the directories that have to be made for files, parents first; 0700 for what holds a private key
 * @throws the error of node:fs
 */
export function directoriesToMake(
  root: string,
  files: readonly PlannedFile[],
): readonly JournaledDirectory[] {
  const written = files.filter((file) => file.action !== 'delete');
  const missing = [...new Set(written.flatMap((file) => parentPaths(file.path)))].filter(
    (path) => lstatSync(join(root, path), { throwIfNoEntry: false }) === undefined,
  );
  const withKeys = directoriesOfKeys(written);
  return missing.toSorted().map((path) => ({ path, mode: withKeys.has(path) ? 0o700 : 0o777 }));
}

/** @returns the directories, relative and `.` for the target itself, that hold a private key */
export function directoriesOfKeys(files: readonly PlannedFile[]): ReadonlySet<string> {
  return new Set(files.filter((file) => file.mode === 0o600).map((file) => posix.dirname(file.path)));
}

/**
 * @param root absolute path of the target
 * @returns the directories that hold nothing once the files are deleted, parents first
 * @throws the error of node:fs
 */
export function emptiedDirectories(root: string, files: readonly PlannedFile[]): readonly string[] {
  const gone = new Set(files.filter((file) => file.action === 'delete').map((file) => file.path));
  const used = new Set(
    files.filter((file) => !gone.has(file.path)).flatMap((file) => parentPaths(file.path)),
  );
  const candidates = new Set([...gone].flatMap(parentPaths));
  // Children come before their parents: a path is longer than the one that it begins with.
  const deepestFirst = [...candidates].toSorted((a, b) => b.length - a.length);
  for (const path of deepestFirst) {
    const isLeft = (name: string) => !gone.has(`${path}/${name}`);
    if (!used.has(path) && !readdirSync(join(root, path)).some(isLeft)) gone.add(path);
  }
  return deepestFirst.filter((path) => gone.has(path)).toReversed();
}
