import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { ConflictError } from '../errors.ts';
import { type ControlDirectory, controlState } from './control-directory.ts';
import { errorCode } from './error-code.ts';
import { decodeHolder, encodeHolder, mayHold } from './lock-holder.ts';
import { lockedError } from './locked-error.ts';
import { placeNew } from './move-file.ts';
import { thisProcess } from './process-identity.ts';
import { attempt, removeFile, removeIfEmpty } from './remove.ts';
import { sha256Of } from './sha256.ts';
import { writeNewFile } from './write-new-file.ts';

/** The right to write to a target. */
export type Lock = {
  /** The files that are the lock. */
  readonly paths: readonly string[];
  /** Gives it up, and removes the control directory where it holds nothing else. */
  readonly release: () => void;
};

/** How often another run may end just when this one looks at its lock. */
const ATTEMPTS = 20;
/** Bytes; a holder is told in some two hundred. */
const LARGEST = 4096;

/**
 * Takes the lock of a target: a file that names its holder. It is written under another name and then linked, so it
 * is never seen half-written.
 *
 * The lock of a dead process is not removed, for between looking at it and removing it another run could have put
 * its own in its place. It is succeeded: whoever makes the file that is named after it and its text has the lock. That
 * file's holder may be dead in turn. Where a predecessor is gone once that is done, a successor was faster and has
 * ended meanwhile, and all begins anew.
 *
 * @throws ConflictError where another run holds it, or something else stands in the way; the error of node:fs
 */
export function acquireLock(control: ControlDirectory, since: Date): Lock {
  const text = encodeHolder({ ...thisProcess(), since: since.toISOString() });
  for (let count = 0; count < ATTEMPTS; count++) {
    makeControlDirectory(control);
    const paths = tryLock(control, text);
    if (paths !== undefined) return { paths, release: () => releaseLock(control, paths) };
  }
  throw lockedError({ root: control.root, path: control.lock, holder: undefined });
}

function makeControlDirectory(control: ControlDirectory): void {
  const { root, directory } = control;
  const state = controlState(control);
  if (state === 'directory') return;
  if (state === 'blocked') {
    throw new ConflictError(
      `${directory} is no directory, and kx keeps its record there; nothing was written`,
      {
        hint: 'move it away',
      },
    );
  }
  try {
    mkdirSync(directory);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new ConflictError(`${root} is gone; nothing was written`);
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** @returns undefined where the run that has just ended took the control directory with it */
function tryLock(control: ControlDirectory, text: string): readonly string[] | undefined {
  const ticket = `${control.lock}-${randomBytes(6).toString('hex')}`;
  try {
    writeNewFile({ path: ticket, text, mode: 0o644 });
    return succeed(control, ticket);
  } catch (error) {
    attempt(() => removeFile(ticket));
    attempt(() => removeIfEmpty(control.directory));
    if (errorCode(error) !== 'ENOENT') throw error;
    return undefined;
  } finally {
    attempt(() => removeFile(ticket));
  }
}

/** @returns the files of the dead holders, first holder first, and at the end the one that was made */
function succeed(control: ControlDirectory, ticket: string): readonly string[] | undefined {
  const dead: { readonly path: string; readonly text: string }[] = [];
  let path = control.lock;
  while (!place(ticket, path)) {
    const text = readLock(control, path);
    const holder = decodeHolder(text);
    if (mayHold(holder)) throw lockedError({ root: control.root, path, holder });
    dead.push({ path, text });
    path = `${control.lock}.${sha256Of(`${path}\n${text}`).slice(0, 16)}`;
  }
  try {
    if (dead.every((lock) => readFileSync(lock.path, 'utf8') === lock.text)) {
      return [...dead.map((lock) => lock.path), path];
    }
  } catch (error) {
    removeFile(path);
    throw error;
  }
  removeFile(path);
  return undefined;
}

/** A checkout may bring anything along: a pipe would be waited for, a device read without end. */
function readLock({ root }: ControlDirectory, path: string): string {
  const stats = lstatSync(path);
  if (stats.isFile() && stats.size <= LARGEST) return readFileSync(path, 'utf8');
  throw lockedError({ root, path, holder: undefined });
}

function place(ticket: string, path: string): boolean {
  try {
    placeNew({ from: ticket, to: path, beside: `${ticket}.copy` });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The first holder's file goes first: whoever looks on then begins there, and is not led to the last. */
function releaseLock({ directory }: ControlDirectory, paths: readonly string[]): void {
  for (const path of paths) attempt(() => removeFile(path));
  attempt(() => removeIfEmpty(directory));
}
