import { isUtf8 } from 'node:buffer';
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetFile } from '../write/target.ts';

/** Folders whose files nobody scaffolded and nobody moves a scaffolded file to. */
const SKIPPED = new Set(['.git', '.kx', 'certs', 'dist', 'node_modules']);
/** A folder with one of these was scaffolded, or is versioned, by itself. */
const OF_ANOTHER = new Set(['.git', '.kx']);
/** Bytes; kx renders nothing that comes near. */
const LARGEST = 1024 * 1024;
const MOST_FILES = 5_000;

/**
 * Reads the texts of a tree, to find files that were moved. What cannot be read is passed over, as is what lies behind
 * symbolic links.
 *
 * @param root absolute path
 * @param known paths that are looked at anyway, and left out here
 * @returns the texts by path, with `/`; of a tree with more than 5000 files those that come first
 */
export function readTree(root: string, known: ReadonlySet<string>): ReadonlyMap<string, TargetFile> {
  const found = new Map<string, TargetFile>();
  let count = 0;
  for (const path of filesBelow(root, '')) {
    if (++count > MOST_FILES) break;
    const file = known.has(path) ? undefined : readText(join(root, ...path.split('/')));
    if (file !== undefined) found.set(path, file);
  }
  return found;
}

function* filesBelow(root: string, folder: string): Generator<string> {
  const entries = entriesOf(join(root, ...folder.split('/')));
  if (folder !== '' && entries.some(({ name }) => OF_ANOTHER.has(name))) return;
  for (const entry of entries) {
    if (entry.isFile()) yield folder + entry.name;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* filesBelow(root, `${folder}${entry.name}/`);
  }
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function readText(path: string): TargetFile | undefined {
  try {
    const { size, mode } = lstatSync(path);
    const content = size > LARGEST ? undefined : readFileSync(path);
    if (content === undefined || !isUtf8(content)) return undefined;
    return { kind: 'file', text: content.toString('utf8'), mode: mode & 0o777, isText: true };
  } catch {
    return undefined;
  }
}
