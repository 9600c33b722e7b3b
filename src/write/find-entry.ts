import { lstatSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import { fileSystemError } from './file-system-error.ts';

/** What stands at a path below a directory. */
export type FoundEntry =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly at: string; readonly stats: Stats }
  /** Something else than a plain file, or a path that leads through something else than directories. */
  | { readonly kind: 'blocked'; readonly by: string; readonly what: string };

/**
 * Looks a path up, name by name. Symbolic links are not followed: a link could lead out of the directory.
 *
 * @param root absolute; may be a link itself, since the user named it
 * @param path relative, with `/`
 * @throws FailedError where the file system refuses to tell
 */
export function findEntry(root: string, path: string): FoundEntry {
  const segments = path.split('/');
  for (let depth = 1; depth <= segments.length; depth++) {
    const at = join(root, ...segments.slice(0, depth));
    const stats = lookUp(at, lstatSync);
    if (stats === undefined) return { kind: 'absent' };
    const isLast = depth === segments.length;
    if (isLast && stats.isFile()) return { kind: 'file', at, stats };
    if (isLast || !stats.isDirectory()) return { kind: 'blocked', by: at, what: whatItIs(stats) };
  }
  return { kind: 'absent' };
}

/**
 * @param root absolute; a link is followed
 * @returns undefined where there is nothing; `what` where it is no directory
 * @throws FailedError where the file system refuses to tell
 */
export function findRoot(root: string): { readonly what?: string } | undefined {
  const stats = lookUp(root, statSync);
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? {} : { what: whatItIs(stats) };
}

/** A name that is too long for a file system is no file's. */
const NOTHING_THERE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

function lookUp(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch (cause) {
    if (NOTHING_THERE.has(errorCode(cause))) return undefined;
    throw fileSystemError({ action: 'read', path, cause });
  }
}

function whatItIs(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a directory';
  return stats.isFile() ? 'a file' : 'a device, socket or pipe';
}
