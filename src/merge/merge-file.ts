import type { RenderedFile } from '../render/file-set.ts';
import type { Place } from './locate-files.ts';
import { mergeInPlace } from './merge-in-place.ts';
import type { BaseFile, DiskFile, MergeInput } from './merge-input.ts';
import { asOnDisk, type MergedFile, type Outcome, outcome, refusal } from './merged-file.ts';
import { sameLines } from './text-lines.ts';

type Context = Pick<MergeInput, 'disk' | 'force' | 'label'>;

/** What is rendered still, maybe under another name: base, tree and rendering of one file. */
export type Continued = {
  readonly base: BaseFile;
  readonly place: Place | undefined;
  readonly theirs: RenderedFile;
};

/** @returns what becomes of a file that was rendered before and is rendered now */
export function mergeContinued({ base, place, theirs }: Continued, context: Context): Outcome {
  if (place === undefined) {
    const isFree = (context.disk.get(theirs.path)?.kind ?? 'absent') === 'absent';
    return isFree ? keptDeletion(base, theirs) : mergeAdded(theirs, context);
  }
  const { path, entry } = place;
  const isRenderedAsBefore = base.base === theirs.text && base.path === theirs.path;
  if (entry.kind === 'blocked') {
    return isRenderedAsBefore
      ? outcome()
      : refusal({ path: entry.by, message: `is ${entry.what}, and is not replaced` });
  }
  if (!entry.isText && !isRenderedAsBefore) return overBinary({ ...place, entry }, theirs, context);
  const merged = mergeInPlace({ base, mine: entry, theirs, label: context.label });
  if (path === theirs.path) return outcome(merged);
  if (path !== base.path) return { ...outcome(withNote({ ...merged, path }, 'renamed by you')), at: path };
  return movedAlong({ merged, base, mine: entry }, context);
}

function keptDeletion(base: BaseFile, { path, mode }: RenderedFile): Outcome {
  const note = base.path === path ? 'deleted by you' : `deleted by you as ${base.path}`;
  return outcome({ path, action: 'keep', text: '', mode, note });
}

function overBinary(
  { path, entry }: Place & { readonly entry: DiskFile },
  theirs: RenderedFile,
  { force }: Context,
): Outcome {
  if (force && path === theirs.path) {
    return outcome({ ...theirs, action: 'change', ...asOnDisk(entry) });
  }
  return refusal({ path, message: 'is not UTF-8, and kx renders another text now: it cannot be merged' });
}

type Moved = { readonly merged: MergedFile; readonly base: BaseFile; readonly mine: DiskFile };

/** kx gave the file another name; what its owner wrote goes there with it. */
function movedAlong({ merged, base, mine }: Moved, context: Context): Outcome {
  const { path, text, mode } = merged;
  const there = context.disk.get(path);
  const inTheWay = problemOf(path, text, context);
  if (inTheWay !== undefined) return inTheWay;
  const untouched = there?.kind === 'file' ? 'change' : 'create';
  const isEdited = !sameLines(mine.text, base.base);
  const moved: MergedFile = {
    path,
    text,
    mode,
    action: merged.action === 'conflict' ? 'conflict' : isEdited ? 'merge' : untouched,
    ...(there?.kind === 'file' ? asOnDisk(there) : {}),
    ...(merged.note === undefined ? {} : { note: merged.note }),
  };
  const gone = {
    path: base.path,
    action: 'delete',
    text: '',
    mode: mine.mode,
    ...asOnDisk(mine),
    note: `renamed to ${path}`,
  } as const;
  return outcome(withNote(moved, `renamed from ${base.path}`), gone);
}

/** @returns why a text cannot be written to a path that kx made nothing at so far */
function problemOf(path: string, text: string, { disk, force }: Context): Outcome | undefined {
  const there = disk.get(path);
  if (there?.kind === 'blocked')
    return refusal({ path: there.by, message: `is ${there.what}, and is not replaced` });
  if (there?.kind !== 'file' || force || (there.isText && sameLines(there.text, text))) return undefined;
  return refusal({ path, message: 'exists with other content, and kx did not make it' });
}

function withNote(file: MergedFile, note: string): MergedFile {
  return { ...file, note: file.note === undefined ? note : `${note}, ${file.note}` };
}

/** @returns what becomes of a file that was never rendered before */
export function mergeAdded(theirs: RenderedFile, context: Context): Outcome {
  const problem = problemOf(theirs.path, theirs.text, context);
  if (problem !== undefined) return problem;
  const there = context.disk.get(theirs.path);
  if (there?.kind !== 'file') return outcome({ ...theirs, action: 'create' });
  const isSame = there.isText && sameLines(there.text, theirs.text);
  if (isSame)
    return outcome({ ...theirs, text: there.text, mode: there.mode, action: 'same', ...asOnDisk(there) });
  return outcome({ ...theirs, mode: there.mode, action: 'change', ...asOnDisk(there) });
}

/** @returns what becomes of a file that is rendered no more: gone, unless its owner did something to it */
export function mergeDropped(base: BaseFile, place: Place | undefined): Outcome {
  if (place?.entry.kind !== 'file') return outcome();
  const { path, entry } = place;
  const isMine = path !== base.path;
  if (entry.isText && !isMine && sameLines(entry.text, base.base)) {
    return outcome({
      path,
      action: 'delete',
      text: '',
      mode: entry.mode,
      ...asOnDisk(entry),
      note: 'kx renders it no more',
    });
  }
  const note = `${isMine ? 'renamed' : 'edited'} by you, kx renders it no more`;
  return outcome({ path, action: 'keep', text: entry.text, mode: entry.mode, ...asOnDisk(entry), note });
}
