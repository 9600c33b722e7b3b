import { ConflictError } from '../errors.ts';
import type { FileSet, RenderedFile } from '../render/file-set.ts';
import { withLineEndsOf } from './line-ends.ts';
import { modeOver } from './mode-over.ts';
import type { Plan, PlannedFile } from './plan.ts';
import { sha256Of } from './sha256.ts';
import type { Target, TargetEntry } from './target.ts';

/** Bits that a private key must not have: anything for group and others. */
const OTHERS = 0o077;

/**
 * Compares a FileSet with its target. Reads nothing: the same FileSet and Target give the same Plan.
 *
 * @returns the plan, sorted by path
 * @throws ConflictError naming every path that something else than a plain file stands on
 */
export function planWrites(files: FileSet, target: Target): Plan {
  refuseBlocked(target);
  const planned = files.map((file) => planFile(file, target.entries.get(file.path) ?? { kind: 'absent' }));
  return {
    root: target.root,
    rootExists: target.exists,
    files: planned.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function refuseBlocked(target: Target): void {
  const blocked = [...target.entries.values()].filter((entry) => entry.kind === 'blocked');
  const sentences = new Map(blocked.map((entry) => [entry.by, `is ${entry.what}, and is not replaced`]));
  if (sentences.size === 0) return;
  throw new ConflictError(`${target.root} has something in the way; nothing was written`, {
    hint: 'move it away, or give another --out',
    violations: [...sentences].map(([path, message]) => ({ path, message })),
  });
}

function planFile(file: RenderedFile, entry: TargetEntry): PlannedFile {
  const { path } = file;
  if (entry.kind !== 'file') {
    return { path, action: 'create', text: file.text, mode: file.mode, sha256: sha256Of(file.text) };
  }
  const text = entry.isText ? withLineEndsOf(file.text, entry.text) : file.text;
  const leaksKey = file.mode === 0o600 && (entry.mode & OTHERS) !== 0;
  const isSame = entry.isText && entry.text === text && !leaksKey;
  return {
    path,
    action: isSame ? 'same' : 'change',
    text,
    mode: modeOver(file.mode, entry.mode),
    sha256: sha256Of(text),
    before: entry.text,
    beforeMode: entry.mode,
    ...(entry.isText ? {} : { isBinary: true }),
  };
}
