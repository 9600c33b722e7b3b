import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** What kx keeps in a target while it writes there. All but the record is gone when nothing is under way. */
export type ControlDirectory = {
  /** The target, absolute. */
  readonly root: string;
  readonly directory: string;
  /** Who writes. */
  readonly lock: string;
  /** What is being written, and how to take it back. */
  readonly journal: string;
  /** The journal of a run that succeeded, until it has cleared away. */
  readonly done: string;
  /** 0700: the new texts, and the files as they were. */
  readonly work: string;
};

/** @param root absolute path of the target */
export function controlDirectory(root: string): ControlDirectory {
  const directory = join(root, '.kx');
  const work = join(directory, 'work');
  return {
    root,
    directory,
    lock: join(directory, 'lock'),
    journal: join(directory, 'journal'),
    done: join(work, 'done'),
    work,
  };
}

/** @returns what stands where the directory goes; a link is none, wherever it leads */
export function controlState({ directory }: ControlDirectory): 'absent' | 'directory' | 'blocked' {
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  if (stats === undefined) return 'absent';
  return stats.isDirectory() ? 'directory' : 'blocked';
}

/** @returns the new text of a journal's file, by its place in the journal */
export function stagedPath({ work }: ControlDirectory, index: number): string {
  return join(work, `${index}.new`);
}

/** @returns a journal's file as it was, by its place in the journal */
export function backupPath({ work }: ControlDirectory, index: number): string {
  return join(work, `${index}.old`);
}
