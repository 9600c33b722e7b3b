import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '../errors.ts';
import { clearAway } from './clear-away.ts';
import { type ControlDirectory, controlState } from './control-directory.ts';
import { decodeJournal } from './decode-journal.ts';
import { findEntry } from './find-entry.ts';
import type { Journal } from './journal.ts';
import type { Lock } from './lock.ts';
import { removeFile, removeTree } from './remove.ts';
import { type KeptFile, rollBack } from './roll-back.ts';

/** What a run that was interrupted left behind. */
export type Recovered = {
  /** A journal was there: files may have been changed, and were taken back. */
  readonly tookBack: boolean;
  /** Files that were edited since, and stayed as they are. */
  readonly kept: readonly KeptFile[];
};

/**
 * @returns the names in the control directory; undefined where there is none
 * @throws the error of node:fs
 */
export function controlNames(control: ControlDirectory): readonly string[] | undefined {
  return controlState(control) === 'directory' ? readdirSync(control.directory) : undefined;
}

/** @returns whether a name in the control directory belongs to a run, and to none once it has ended */
export function isOfRun(name: string): boolean {
  return name === 'journal' || name === 'work' || name.startsWith('lock');
}

/**
 * Takes back what a run left that was interrupted, or clears away after one that had succeeded, and removes what they
 * kept for themselves.
 *
 * @param lock of this run on the same target
 * @throws ConflictError where the journal cannot be trusted; FailedError, the error of node:fs
 */
export function recover(control: ControlDirectory, lock: Lock): Recovered {
  const leftovers = (controlNames(control) ?? []).filter(isOfRun);
  const tookBack = leftovers.includes('journal');
  const kept = tookBack ? rollBack(control, readJournal(control)) : [];
  const done = readIfFile(control, '.kx/work/done');
  if (done !== undefined) clearAway(control, done);
  removeTree(control.work);
  for (const name of leftovers) {
    const path = join(control.directory, name);
    if (name.startsWith('lock') && !lock.paths.includes(path)) removeFile(path);
  }
  return { tookBack, kept };
}

function readJournal(control: ControlDirectory): Journal {
  const content = readIfFile(control, '.kx/journal');
  if (content !== undefined) return content;
  const { journal, work } = control;
  throw new ConflictError(`${journal} is no journal that this kx can read; nothing was written`, {
    hint: `another version of kx may have been interrupted here: run that one, or move ${journal} and ${work} aside, where N.old are files as they were`,
  });
}

function readIfFile({ root }: ControlDirectory, path: string): Journal | undefined {
  const entry = findEntry(root, path);
  return entry.kind === 'file' ? decodeJournal(readFileSync(entry.at, 'utf8')) : undefined;
}
