import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ConflictError } from '../errors.ts';
import { fileSystemError } from './file-system-error.ts';

/** Where files are really written. */
export type FollowedLinks = {
  /** Absolute: a directory that is above all of them. */
  readonly root: string;
  /** The path below the root, by the path that was asked for. */
  readonly paths: ReadonlyMap<string, string>;
};

/**
 * Looks where the symbolic links of a directory lead, so that what they lead to is written, not the links.
 *
 * @param root absolute path of the directory
 * @param paths relative, with `/`
 * @returns the same root and paths where there is no link among them
 * @throws ConflictError for a link that leads nowhere; FailedError where the file system refuses to tell
 */
export function followLinks(root: string, paths: readonly string[]): FollowedLinks {
  const found = paths.map((path) => ({ path, at: join(root, ...path.split('/')) }));
  if (found.every(({ at }) => !isLink(at)))
    return { root, paths: new Map(paths.map((path) => [path, path])) };
  const real = found.map(({ path, at }) => ({ path, at: isLink(at) ? targetOf(at) : reallyAt(at) }));
  const above = commonDirectory(real.map(({ at }) => dirname(at)));
  return {
    root: above,
    paths: new Map(real.map(({ path, at }) => [path, relative(above, at).split(sep).join('/')])),
  };
}

/** @returns the directory that all the directories are in, or are */
export function commonDirectory(directories: readonly string[]): string {
  const [first = '', ...rest] = directories;
  return rest.reduce((above, directory) => {
    let at = above;
    while (relative(at, directory).split(sep)[0] === '..') at = dirname(at);
    return at;
  }, first);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    // What is wrong with the path is said when it is read.
    return false;
  }
}

/** The file need not be there; its directory must. */
function targetOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    const target = resolve(dirname(link), readlinkSync(link));
    try {
      return join(realpathSync(dirname(target)), relative(dirname(target), target));
    } catch {
      throw new ConflictError(`${link} is a symbolic link to ${target}, whose directory is not there`, {
        hint: 'make the directory, or remove the link',
      });
    }
  }
}

function reallyAt(path: string): string {
  try {
    return join(realpathSync(dirname(path)), relative(dirname(path), path));
  } catch (cause) {
    throw fileSystemError({ action: 'read', path, cause });
  }
}
