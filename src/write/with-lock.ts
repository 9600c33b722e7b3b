import { controlDirectory } from './control-directory.ts';
import { writing } from './file-system-error.ts';
import { acquireLock, type Lock } from './lock.ts';

/**
 * Does work while no other run writes to the target. The work is synchronous, so Ctrl-C falls before or after it.
 *
 * @param root absolute path of a target that exists
 * @throws ConflictError where another run is at work; FailedError where the file system refuses; what the work throws
 */
export function withLock<T>(root: string, since: Date, work: (lock: Lock) => T): T {
  const control = controlDirectory(root);
  const lock = writing(control.directory, () => acquireLock(control, since));
  try {
    return writing(root, () => work(lock));
  } finally {
    lock.release();
  }
}
