import { Readable } from 'node:stream';
import type { CommandInput } from '../../src/commands/command.ts';
import { KxError } from '../../src/errors.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { NOW } from './defect-certificate.ts';
import { testIo } from './test-io.ts';

type Run = (input: Pick<CommandInput, 'args' | 'options' | 'io'>) => Promise<number>;

/** How a command ended: its exit code, what it printed, and what it threw. */
export type Ended = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: KxError | undefined;
};

/** Runs a command in a directory at the time of the test certificates; what is no KxError is thrown on. */
export async function runCommand(
  run: Run,
  given: {
    readonly cwd: string;
    readonly args?: readonly string[];
    readonly options?: RawOptions;
    readonly stdin?: Uint8Array;
  },
): Promise<Ended> {
  const stdin = Readable.from(given.stdin === undefined ? [] : [Buffer.from(given.stdin)]);
  const io = testIo({ cwd: given.cwd, now: () => new Date(NOW), stdin });
  try {
    const exitCode = await run({ args: given.args ?? [], options: given.options ?? {}, io });
    return { exitCode, ...io.printed(), error: undefined };
  } catch (error) {
    if (!(error instanceof KxError)) throw error;
    return { exitCode: error.exitCode, ...io.printed(), error };
  }
}
