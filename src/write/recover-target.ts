import { ConflictError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type ControlDirectory, controlDirectory } from './control-directory.ts';
import { writing } from './file-system-error.ts';
import { findRoot } from './find-entry.ts';
import { controlNames, isOfRun, type Recovered, recover } from './recover.ts';
import { withLock } from './with-lock.ts';

type Place = {
  /** Absolute path of the target. */
  readonly root: string;
  /** Nothing may be written: a dry run, --diff. */
  readonly isDryRun: boolean;
  readonly io: Pick<Io, 'now' | 'stderr'>;
};

/**
 * Takes back what an interrupted run left in a target. Belongs before the first look at it: what is read from a tree
 * that is half old and half new says nothing. Writes nothing where no run was interrupted.
 *
 * @throws ConflictError where another run is at work, or the interrupted one would have to be taken back by a dry
 *   run; FailedError where the file system refuses
 */
export function recoverTarget({ root, isDryRun, io }: Place): void {
  const found = findRoot(root);
  if (found === undefined || found.what !== undefined) return;
  const control = controlDirectory(root);
  const names = writing(control.directory, () => controlNames(control));
  // A run that was killed at its very end leaves the directory empty.
  if (names === undefined || (names.length > 0 && !names.some(isOfRun))) return;
  if (isDryRun) {
    if (names.includes('journal')) throw interruptedError(control);
    return;
  }
  const recovered = withLock(root, io.now(), (lock) => recover(control, lock));
  if (recovered.tookBack) io.stderr.write(describe(root, recovered));
}

function interruptedError({ root, journal }: ControlDirectory): ConflictError {
  return new ConflictError(
    `a run of kx in ${root} is under way, or was interrupted (${journal}); nothing was written`,
    {
      hint: 'the same command without --dry-run and --diff takes back what that run did, and goes on',
    },
  );
}

function describe(root: string, { kept }: Recovered): string {
  const note = `a run of kx in ${root} was interrupted: what it had done was taken back\n`;
  return note + kept.map(describeKept).join('');
}

function describeKept({ path, saved }: Recovered['kept'][number]): string {
  const before = saved === undefined ? '' : `; what it was before that run is ${saved}`;
  return `${path} was edited since, and stays${before}\n`;
}
