import { resolve } from 'node:path';
import type { Io } from '../io.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import { decodeRecord } from '../record/decode-record.ts';
import { encodeRecord } from '../record/encode-record.ts';
import { RECORD_PATH, type RecordInput } from '../record/record.ts';
import type { FileSet } from '../render/file-set.ts';
import { VERSION } from '../version.ts';
import { type Applied, carryOut } from './carry-out.ts';
import { planWrites } from './plan-writes.ts';
import { readTarget } from './read-target.ts';
import { recoverTarget } from './recover-target.ts';
import { refuseOtherScaffold } from './refuse-other-scaffold.ts';
import type { Target } from './target.ts';

type Request = {
  readonly files: FileSet;
  /** The target directory as the user gave it, relative to the working directory. */
  readonly out: string;
  readonly answers: WriteAnswers;
  readonly io: Io;
  /** What the files were rendered from, where they are to be updated some day: one more file says so. */
  readonly record?: RecordInput;
};

/**
 * The one way from rendered files to the disk: recover, read, plan, then show or commit.
 *
 * @throws ConflictError where something is in the way; FailedError where the file system refuses
 */
export async function applyFiles({ files, out, answers, io, record }: Request): Promise<Applied> {
  const root = resolve(io.cwd, out);
  recoverTarget({ root, isDryRun: answers.dryRun || answers.diff, io });
  if (record === undefined) {
    const plan = planWrites(files, readTarget(root, files));
    return carryOut({ plan, out, answers, io, base: new Map() });
  }
  const target = readTarget(root, [...files, { path: RECORD_PATH }]);
  const previous = textAt(target, RECORD_PATH);
  const decoded = decodeRecord(previous ?? '');
  if (decoded.ok) refuseOtherScaffold(decoded.value, record, root);
  const recorded = [...files, encodeRecord({ ...record, kx: VERSION }, files, previous)];
  const plan = planWrites(recorded, target);
  const rendered = decoded.ok ? decoded.value.files : [];
  const base = new Map(rendered.map((file) => [file.path, file.base]));
  return carryOut({ plan, out, answers, io, base });
}

function textAt(target: Target, path: string): string | undefined {
  const entry = target.entries.get(path);
  return entry?.kind === 'file' ? entry.text : undefined;
}
