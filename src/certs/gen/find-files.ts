import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '../../errors.ts';
import { fileBelow } from '../../render/file-below.ts';
import { followLinks } from '../../write/follow-links.ts';
import { planWrites } from '../../write/plan-writes.ts';
import { readTarget } from '../../write/read-target.ts';

/** Where the files of a run go, and what is there. */
export type FoundFiles = {
  /** Absolute: the directory, or one above of where symbolic links lead. */
  readonly root: string;
  /** Below the root, by name. */
  readonly paths: ReadonlyMap<string, string>;
  /** The texts of those that exist, by name. */
  readonly texts: ReadonlyMap<string, string>;
};

type Search = {
  /** Absolute path of the directory. */
  readonly root: string;
  /** The same as the user named it. */
  readonly out: string;
  readonly names: readonly string[];
  readonly followSymlinks: boolean;
};

/**
 * Reads the files that a run would write.
 *
 * @throws ConflictError where something else than a file is in the way; FailedError
 */
export function findFiles({ root, out, names, followSymlinks }: Search): FoundFiles {
  if (!followSymlinks) refuseLinks(root, out, names);
  const followed = followSymlinks
    ? followLinks(root, names)
    : { root, paths: new Map(names.map((name) => [name, name])) };
  const files = [...followed.paths.values()].map((path) => ({ path, text: '', mode: 0o600 }) as const);
  const plan = planWrites(files, readTarget(followed.root, files));
  const before = new Map(plan.files.map((file) => [file.path, file.before]));
  const texts = [...followed.paths].flatMap(([name, path]) => {
    const text = before.get(path);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...followed, texts: new Map(texts) };
}

function refuseLinks(root: string, out: string, names: readonly string[]): void {
  const links = names.flatMap((name) => {
    const target = linkTarget(join(root, name));
    return target === undefined
      ? []
      : [{ path: fileBelow(out, name), message: `is a symbolic link to ${target}, and is not replaced` }];
  });
  if (links.length === 0) return;
  throw new ConflictError(`${out} has symbolic links in place of files; nothing was written`, {
    hint: '--follow-symlinks writes where they lead; or remove them, or give another --out',
    violations: links,
  });
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
