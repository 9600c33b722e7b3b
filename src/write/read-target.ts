import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSet } from '../render/file-set.ts';
import { fileSystemError } from './file-system-error.ts';
import type { Target, TargetEntry } from './target.ts';

/**
 * Reads what a FileSet would meet on disk. Symbolic links below the root are not followed: a link could lead
 * out of the target. The root itself may be one, since the user named it.
 *
 * @param root absolute path of the target directory
 * @throws FailedError where the file system refuses to tell
 */
export function readTarget(root: string, files: FileSet): Target {
  const rootStats = lookUp(root, statSync);
  if (rootStats !== undefined && !rootStats.isDirectory()) {
    const blocked: TargetEntry = { kind: 'blocked', by: root, what: whatItIs(rootStats) };
    return { root, exists: true, entries: new Map(files.map((file) => [file.path, blocked])) };
  }
  return {
    root,
    exists: rootStats !== undefined,
    entries: new Map(files.map((file) => [file.path, readEntry(root, file.path)])),
  };
}

function readEntry(root: string, path: string): TargetEntry {
  const segments = path.split('/');
  for (let depth = 1; depth <= segments.length; depth++) {
    const at = join(root, ...segments.slice(0, depth));
    const stats = lookUp(at, lstatSync);
    if (stats === undefined) {
      return { kind: 'absent' };
    }
    const isLast = depth === segments.length;
    if (isLast && stats.isFile()) {
      return { kind: 'file', ...readContent(at), mode: stats.mode & 0o777 };
    }
    if (isLast || !stats.isDirectory()) {
      return { kind: 'blocked', by: at, what: whatItIs(stats) };
    }
  }
  return { kind: 'absent' };
}

function lookUp(path: string, stat: (path: string) => Stats): Stats | undefined {
  try {
    return stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw fileSystemError({ action: 'read', path, cause: error });
  }
}

function readContent(path: string): { readonly text: string; readonly isText: boolean } {
  try {
    const content = readFileSync(path);
    return { text: content.toString('utf8'), isText: isUtf8(content) };
  } catch (error) {
    throw fileSystemError({ action: 'read', path, cause: error });
  }
}

function whatItIs(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a directory';
  return stats.isFile() ? 'a file' : 'a device, socket or pipe';
}
