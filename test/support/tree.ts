import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Everything that can be told of a directory: modes, times to the nanosecond, contents. */
export type Tree = Readonly<Record<string, string>>;

/** @returns every file, directory and link below a directory, and the directory itself as `.` */
export function treeOf(root: string): Tree {
  const below = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const paths = ['.', ...below.map((path) => path.split(sep).join('/')).toSorted()];
  return Object.fromEntries(paths.map((path) => [path, describe(join(root, path))]));
}

function describe(path: string): string {
  const stats = lstatSync(path, { bigint: true });
  const content = stats.isFile() ? sha256(readFileSync(path)) : '';
  return `${stats.mode.toString(8)} ${stats.ino} ${stats.mtimeNs} ${stats.ctimeNs} ${content}`;
}

/** @returns the texts of all files by their paths */
export function textsOf(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** @returns the digest as `-o json` gives it */
export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
