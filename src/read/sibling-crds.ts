import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How many directories are looked into: as many CRDs as a group has. */
const MOST = 50;

/**
 * @param root absolute path of a directory that is, or will be, scaffolded
 * @returns the paths of the CRDs that kx scaffolded beside it for the same group, by the names of their directories
 */
export function siblingCrds(root: string, group: string): readonly string[] {
  const folder = dirname(root);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(`.${group}`) && name !== basename(root))
      .slice(0, MOST)
      .map((name) => join(folder, name, 'crd.yaml'))
      .filter((path) => existsSync(path));
  } catch {
    // A directory that is not there, or that cannot be listed, has nothing in it that could be told of.
    return [];
  }
}
