import { FailedError } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import { testIo } from '../support/test-io.ts';

/**
 * Runs a command line in this process.
 *
 * @throws FailedError where it failed; any other error where that is a defect of kx
 */
export async function runMain(args: readonly string[], cwd: string): Promise<void> {
  const io = testIo({ cwd });
  const status = await main(args, io);
  if (status === 0) return;
  const { stderr } = io.printed();
  throw stderr.includes('has a defect') ? new Error(stderr) : new FailedError(`exit ${status}: ${stderr}`);
}
