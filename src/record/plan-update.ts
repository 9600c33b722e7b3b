import { ConflictError, MergeConflictError, type Violation } from '../errors.ts';
import { conflictMarkers } from '../merge/conflict-markers.ts';
import type { MergeInput } from '../merge/merge-input.ts';
import { asOnDisk, type MergedFile } from '../merge/merged-file.ts';
import { planMerge } from '../merge/plan-merge.ts';
import type { FileSet, RenderedFile } from '../render/file-set.ts';
import { changedMeanwhile } from '../write/changed-meanwhile.ts';
import { withLineEndsOf } from '../write/line-ends.ts';
import type { Plan, PlannedFile } from '../write/plan.ts';
import { sha256Of } from '../write/sha256.ts';
import type { Target, TargetEntry, TargetFile } from '../write/target.ts';
import { encodeRecord } from './encode-record.ts';
import { isRecorded } from './is-recorded.ts';
import { RECORD_PATH, type RecordInput, type ScaffoldRecord } from './record.ts';
import { recordedPathProblem } from './recorded-path-problem.ts';

/** A directory that was scaffolded, and what is rendered for it now. */
export type Update = {
  readonly record: ScaffoldRecord;
  /** The text that the record was read from, before the target was. */
  readonly recordText: string;
  /** What the next record says, but for where files were moved. */
  readonly next: RecordInput & { readonly kx: string };
  readonly files: FileSet;
  /** What stands at each path of the record and of the files, and the record itself. */
  readonly target: Target;
  /** Other texts of the tree. */
  readonly strays: ReadonlyMap<string, TargetFile>;
  readonly force: boolean;
};

/**
 * Merges a new rendering into a directory that was edited since, and makes the record of it.
 *
 * @throws MergeConflictError where conflicts of an earlier merge stand in it; ConflictError where something is in the
 *   way that neither is merged nor replaced, or another run has updated the directory since the record was read: its
 *   rendering would look like edits
 */
export function planUpdate(update: Update): Plan {
  const { record, recordText, next, files, target, strays, force } = update;
  const recordFile = target.entries.get(RECORD_PATH);
  if (recordFile?.kind !== 'file' || recordFile.text !== recordText) {
    throw changedMeanwhile(target.root, [RECORD_PATH]);
  }
  const merge: MergeInput = {
    base: record.files,
    files: files.filter(isRecorded),
    disk: target.entries,
    // Where a file lies goes into the record, and the record must be one that can be read.
    strays: new Map([...strays].filter(([path]) => recordedPathProblem(path) === undefined)),
    force,
    label: `kx ${next.kx}`,
  };
  const { files: merged, moved, violations } = planMerge(merge);
  refuseMarkers(merged, target.root);
  refuseBlocked(violations, target.root);
  const unrecorded = files.filter((file) => !isRecorded(file));
  const planned = [
    ...merged.map((file): PlannedFile => ({ ...file, sha256: sha256Of(file.text) })),
    ...unrecorded.flatMap((file) => keepUnrecorded(file, target.entries.get(file.path))),
    planRecord(update, recordFile, moved),
  ];
  return {
    root: target.root,
    rootExists: true,
    files: planned.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function refuseMarkers(files: readonly MergedFile[], root: string): void {
  const violations = files.flatMap(({ path, before = '', isBinary }) =>
    isBinary
      ? []
      : conflictMarkers(before).map((line) => ({
          path: `${path}:${line}`,
          message: 'a conflict begins here',
        })),
  );
  if (violations.length === 0) return;
  throw new MergeConflictError(`${root} has conflicts of an earlier merge; nothing was written`, {
    hint: 'edit what stands between the markers, remove them, and run this again',
    violations,
  });
}

function refuseBlocked(violations: readonly Violation[], root: string): void {
  if (violations.length === 0) return;
  const once = new Map(violations.map((violation) => [violation.path, violation]));
  throw new ConflictError(`${root} has something in the way; nothing was written`, {
    hint: 'move it away; --force replaces plain files that kx did not make',
    violations: [...once.values()],
  });
}

/** Certificates and keys stay as they are where there are any. */
function keepUnrecorded(file: RenderedFile, entry: TargetEntry = { kind: 'absent' }): readonly PlannedFile[] {
  const { path, text, mode } = file;
  if (entry.kind === 'blocked') return [];
  if (entry.kind === 'absent') return [{ path, action: 'create', text, mode, sha256: sha256Of(text) }];
  return [
    {
      path,
      action: 'same',
      ...asOnDisk(entry),
      text: entry.text,
      mode: entry.mode,
      sha256: sha256Of(entry.text),
    },
  ];
}

function planRecord(
  { next, files }: Update,
  previous: TargetFile,
  moved: ReadonlyMap<string, string>,
): PlannedFile {
  const encoded = encodeRecord({ ...next, moved }, files, previous.text).text;
  const text = withLineEndsOf(encoded, previous.text);
  return {
    path: RECORD_PATH,
    action: previous.text === text ? 'same' : 'change',
    text,
    mode: previous.mode,
    sha256: sha256Of(text),
    ...asOnDisk(previous),
  };
}
