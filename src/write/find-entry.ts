import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSystemError } from './file-system-error.ts';
import { isGone } from './is-gone.ts';

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
 * @returns undefined where there is nothing; `by` and `what` where it, or something above it, is no directory
 * @throws FailedError where the file system refuses to tell
 */
export function findRoot(root: string): { readonly by: string; readonly what?: string } | undefined {
  const stats = lookUp(root, statSync);
  if (stats !== undefined) return stats.isDirectory() ? { by: root } : { by: root, what: whatItIs(stats) };
  return inTheWay(root);
}

/** A directory can be made neither in the place of a link nor below what is no directory. */
function inTheWay(path: string): { readonly by: string; readonly what: string } | undefined {
  const stats = lookUp(path, statSync);
  if (stats?.isDirectory() === true) return undefined;
  if (stats !== undefined) return { by: path, what: whatItIs(stats) };
  if (lookUp(path, lstatSync) !== undefined)
    return { by: path, what: 'a symbolic link to what is not there' };
  const above = dirname(path);
  return above === path ? undefined : inTheWay(above);
}

function lookUp(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch (cause) {
    if (isGone(cause)) return undefined;
    throw fileSystemError({ action: 'read', path, cause });
  }
}

function whatItIs(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a directory';
  return stats.isFile() ? 'a file' : 'a device, socket or pipe';
}
