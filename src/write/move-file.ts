import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
} from 'node:fs';
import { errorCode } from './error-code.ts';
import { removeFile } from './remove.ts';

/** What linkSync answers where a file system has no hard links, has no more of them, or forbids this one. */
const NO_LINK = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EMLINK']);

type Move = {
  readonly from: string;
  readonly to: string;
  /** A name beside `to`, used where a file system is mounted between the two. */
  readonly beside: string;
};

/**
 * Gives a file a second name, where a file of that name would not be clobbered. FAT has no links: there it is moved,
 * and what somebody made a moment ago would be lost.
 *
 * @throws the error of node:fs, EEXIST where there is a file of that name
 */
export function placeNew({ from, to, beside }: Move): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EXDEV') {
      copyDurably({ from, to: beside });
      placeNew({ from: beside, to, beside });
      removeFile(beside);
      return;
    }
    if (!NO_LINK.has(code)) throw error;
    refuseExisting(to);
    renameSync(from, to);
  }
}

/** Moves a file over another, which is there or is the new one, at any time. */
export function moveOver({ from, to, beside }: Move): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    copyDurably({ from, to: beside });
    renameSync(beside, to);
    removeFile(from);
  }
}

/** Keeps a file under a second name: the file itself, with owner, times and all, where links are possible. */
export function keepCopy({ from, to }: Omit<Move, 'beside'>): void {
  try {
    linkSync(from, to);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EXDEV' && !NO_LINK.has(code)) throw error;
    copyDurably({ from, to });
  }
}

function copyDurably({ from, to }: Omit<Move, 'beside'>): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  const descriptor = openSync(to, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function refuseExisting(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
}
