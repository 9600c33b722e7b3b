import { hostname } from 'node:os';
import { ConflictError } from '../errors.ts';
import type { LockHolder } from './lock-holder.ts';

type Locked = {
  /** What is being written, as an absolute path. */
  readonly root: string;
  /** What to remove if nobody is writing. */
  readonly path: string;
  readonly holder: LockHolder | undefined;
};

/** @returns the refusal to write where another run is writing: who, since when, and the way out if that is not so */
export function lockedError({ root, path, holder }: Locked): ConflictError {
  return new ConflictError(`${root} is locked by ${nameOf(holder)}; nothing was written`, {
    hint: `wait until it has ended; if no kx is at work there, remove ${path}`,
  });
}

function nameOf(holder: LockHolder | undefined): string {
  if (holder === undefined) return 'a run of kx that is not told';
  const { pid, host, since } = holder;
  const where = host === hostname() ? '' : ` on ${host}`;
  return `another run of kx, process ${pid}${where} since ${since}`;
}
