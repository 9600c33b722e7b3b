import type { RenderedFile } from '../render/file-set.ts';
import type { BaseFile, DiskFile } from './merge-input.ts';
import { mergeTexts } from './merge-texts.ts';
import { asOnDisk, type MergedFile } from './merged-file.ts';
import { sameLines } from './text-lines.ts';

const RUN_BITS = 0o111;

type Sides = {
  readonly base: BaseFile;
  readonly mine: DiskFile;
  readonly theirs: RenderedFile;
  readonly label: string;
};

/**
 * Merges the text and the mode of one file. A text that nobody edited is replaced, one that kx renders as before is
 * left as it is; line ends are the owner's.
 *
 * @param mine a text, or not UTF-8 and rendered as before
 * @returns the file at the path where it is rendered
 */
export function mergeInPlace({ base, mine, theirs, label }: Sides): MergedFile {
  const disk = {
    path: theirs.path,
    mode: mine.isText ? mergeModes({ base, mine, theirs }) : mine.mode,
    ...asOnDisk(mine),
  };
  const isRenderedAsBefore = base.base === theirs.text;
  if (isRenderedAsBefore || sameLines(mine.text, theirs.text)) {
    return { ...disk, text: mine.text, action: disk.mode === mine.mode ? 'same' : 'change' };
  }
  const labels = { mine: 'yours', theirs: label };
  const { text, conflicts } = mergeTexts({ base: base.base, mine: mine.text, theirs: theirs.text, labels });
  if (conflicts > 0) return { ...disk, text, action: 'conflict', note: conflictNote(conflicts) };
  if (text === mine.text && disk.mode === mine.mode) return { ...disk, text, action: 'same' };
  return { ...disk, text, action: sameLines(mine.text, base.base) ? 'change' : 'merge' };
}

function conflictNote(conflicts: number): string {
  return conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`;
}

/** Only whether a file is run is merged; who may read it is the owner's and the umask's. */
function mergeModes({ base, mine, theirs }: Omit<Sides, 'label'>): number {
  const isRun = (mode: number) => (mode & RUN_BITS) !== 0;
  if (isRun(base.mode) === isRun(theirs.mode) || isRun(mine.mode) !== isRun(base.mode)) return mine.mode;
  return isRun(theirs.mode) ? mine.mode | ((mine.mode >> 2) & RUN_BITS) : mine.mode & ~RUN_BITS;
}
