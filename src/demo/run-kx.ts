import { CancelledError, FailedError } from '../errors.ts';
import { type Stage, showCommand } from './stage.ts';

/**
 * Runs a kx command as its user would, in the demo's directory: the same parser, the same code, its real output.
 *
 * @param args what follows `kx`
 * @throws FailedError when the command ends with another exit code than 0
 */
export async function runKx(stage: Stage, args: readonly string[]): Promise<void> {
  const { io, directory } = stage;
  if (io.signal.aborted) throw new CancelledError('cancelled');
  showCommand(stage, ['kx', ...args]);
  const exitCode = await stage.runKx(args, { ...io, cwd: directory });
  if (exitCode !== 0)
    throw new FailedError(`the demo stopped: kx ${args[0]} ended with exit code ${exitCode}`);
}
