import { resolve } from 'node:path';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import type { FileSet } from '../render/file-set.ts';
import { type Applied, carryOut } from './carry-out.ts';
import { planWrites } from './plan-writes.ts';
import { readTarget } from './read-target.ts';
import { recoverTarget } from './recover-target.ts';

type Request = {
  readonly files: FileSet;
  /** The target directory as the user gave it, relative to the working directory. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly io: Io;
};

/**
 * The one way from rendered files to the disk: recover, read, plan, then show or commit.
 *
 * @throws ConflictError where something is in the way; FailedError where the file system refuses
 */
export async function applyFiles({ files, out, answers, io }: Request): Promise<Applied> {
  const root = resolve(io.cwd, out);
  recoverTarget({ root, isDryRun: answers.dryRun || answers.diff, io });
  const plan = planWrites(files, readTarget(root, files));
  return carryOut({ plan, out, answers, io, base: new Map() });
}
