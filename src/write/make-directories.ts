import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and its parents, one by one: Node's own recursive mkdir never ends where a file system lets
 * nothing be made below a directory that is there, as /proc does.
 *
 * @param path absolute
 * @returns the topmost directory that was made; undefined where all were there
 * @throws the error of node:fs, with nothing made
 */
export function makeDirectories(path: string): string | undefined {
  if (isThere(path)) return undefined;
  const firstMade = makeDirectories(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true });
    throw error;
  }
  return firstMade ?? path;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
