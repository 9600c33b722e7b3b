import type { Io } from '../../src/io.ts';
import { main } from '../../src/main.ts';
import type { Ran } from './run-kx.ts';
import { testIo } from './test-io.ts';

/** Runs kx within this process: its exit code and what it printed. */
export async function runMain(args: readonly string[], overrides: Partial<Io> = {}): Promise<Ran> {
  const io = testIo(overrides);
  const status = await main(args, io);
  return { status, ...io.printed() };
}
