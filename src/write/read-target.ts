import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { fileSystemError } from './file-system-error.ts';
import { findEntry, findRoot } from './find-entry.ts';
import type { Target, TargetEntry } from './target.ts';

/**
 * Reads what files would meet on disk. Symbolic links below the root are not followed: a link could lead out of the
 * target. The root itself may be one, since the user named it.
 *
 * @param root absolute path of the target directory
 * @param files whatever has a path below it: a FileSet, the files of a Plan
 * @throws FailedError where the file system refuses to tell
 */
export function readTarget(root: string, files: readonly { readonly path: string }[]): Target {
  const found = findRoot(root);
  if (found?.what !== undefined) {
    const blocked: TargetEntry = { kind: 'blocked', by: found.by, what: found.what };
    return { root, exists: true, entries: new Map(files.map((file) => [file.path, blocked])) };
  }
  return {
    root,
    exists: found !== undefined,
    entries: new Map(files.map((file) => [file.path, readEntry(root, file.path)])),
  };
}

function readEntry(root: string, path: string): TargetEntry {
  const found = findEntry(root, path);
  if (found.kind !== 'file') return found;
  return { kind: 'file', ...readContent(found.at), mode: found.stats.mode & 0o777 };
}

function readContent(path: string): { readonly text: string; readonly isText: boolean } {
  try {
    const content = readFileSync(path);
    return { text: content.toString('utf8'), isText: isUtf8(content) };
  } catch (cause) {
    throw fileSystemError({ action: 'read', path, cause });
  }
}
