import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files and directories by their paths: mode and text of each. */
export type Snapshot = Readonly<Record<string, string>>;

/** @returns everything in a directory */
export function snapshot(directory: string): Snapshot {
  return Object.fromEntries(walk(directory, ''));
}

/**
 * @returns the same without what kx keeps for itself (hidden directories beside a target, all but the record in
 *   `.kx`), and without directories that hold no file
 */
export function visible(all: Snapshot): Snapshot {
  const shown = Object.entries(all).filter(([path]) => !INTERNAL.test(path));
  const files = shown.filter(([, entry]) => !entry.startsWith('directory')).map(([path]) => path);
  return Object.fromEntries(
    shown.filter(([path]) => files.some((file) => file === path || file.startsWith(`${path}/`))),
  );
}

const INTERNAL = /(^|\/)(\.[^/]*\.kx-[^/]+|\.kx\/(lock|journal|work)|\.kx-[0-9a-f]+-\d+)/;

function walk(directory: string, below: string): readonly (readonly [string, string])[] {
  return readdirSync(join(directory, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = lstatSync(join(directory, path));
    const mode = (stats.mode & 0o777).toString(8);
    if (stats.isDirectory()) return [[path, `directory ${mode}`] as const, ...walk(directory, path)];
    return [
      [
        path,
        `${mode} ${stats.isFile() ? readFileSync(join(directory, path), 'latin1') : 'special'}`,
      ] as const,
    ];
  });
}
