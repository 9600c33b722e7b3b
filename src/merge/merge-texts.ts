import { diff3MergeRegions, diffIndices } from 'node-diff3';
import { lineEnd, type TextLines, textLines } from './text-lines.ts';

type Sides = {
  /** What both sides started from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** What the markers of a conflict say. */
  readonly labels?: { readonly mine: string; readonly theirs: string };
};

/**
 * Merges two texts that come from one, line by line, as diff3(1) does. Changes to lines that touch are a conflict;
 * the same change on both sides is none. A clean merge is the base with the changes of both sides.
 *
 * Line terminators are not compared: lines that only `theirs` has get the terminator that most lines of `mine` have,
 * all others keep their own. Whether the last line is terminated is merged like a line.
 *
 * @returns the text, and how many conflicts stand in it between `<<<<<<<`, `=======` and `>>>>>>>`; lines that both
 *   sides of a conflict begin or end with stand outside the markers
 */
export function mergeTexts(sides: Sides): { readonly text: string; readonly conflicts: number } {
  const base = textLines(sides.base);
  const mine = textLines(sides.mine);
  const theirs = textLines(sides.theirs);
  const pieces = mergeLines({ base, mine, theirs });
  const end = mine.lines.length > 1 || mine.isTerminated ? lineEnd(mine) : lineEnd(theirs);
  const labels = sides.labels ?? { mine: 'yours', theirs: 'theirs' };
  const lines = pieces.flatMap((piece) => written(piece, labels));
  const isTerminated = mine.isTerminated === base.isTerminated ? theirs.isTerminated : mine.isTerminated;
  const last = pieces.at(-1);
  const isOpen = !isTerminated && last !== undefined && !('theirs' in last);
  const text = lines.map((line, index) =>
    index < lines.length - 1 || !isOpen ? line.text + (line.end || end) : line.text,
  );
  return { text: text.join(''), conflicts: pieces.filter((piece) => 'theirs' in piece).length };
}

/** A line of the result; its end is empty where it has none of its own. */
type Line = { readonly text: string; readonly end: string };

type Piece =
  | { readonly agreed: readonly Line[] }
  | { readonly mine: readonly Line[]; readonly theirs: readonly Line[] };

type ThreeSides = { readonly base: TextLines; readonly mine: TextLines; readonly theirs: TextLines };

function mergeLines({ base, mine, theirs }: ThreeSides): readonly Piece[] {
  const inMine = unchangedLines(base, mine);
  const ofMine = (start: number, length: number) =>
    mine.lines
      .slice(start, start + length)
      .map((text, offset) => ({ text, end: mine.ends[start + offset] ?? '' }));
  const added = (lines: readonly string[]) => lines.map((text) => ({ text, end: '' }));
  const regions = diff3MergeRegions([...mine.lines], [...base.lines], [...theirs.lines]);
  return regions.flatMap((region): readonly Piece[] => {
    if (!region.stable) {
      return splitConflict(ofMine(region.aStart, region.aLength), added(region.bContent));
    }
    const { buffer, bufferStart, bufferLength, bufferContent } = region;
    if (buffer === 'b') return [{ agreed: added(bufferContent) }];
    if (buffer === 'a') return [{ agreed: ofMine(bufferStart, bufferLength) }];
    return [
      {
        agreed: bufferContent.map((text, offset) => ({
          text,
          end: mine.ends[inMine.get(bufferStart + offset) ?? -1] ?? '',
        })),
      },
    ];
  });
}

/** @returns where each line of the base that `mine` left as it is stands in `mine` */
function unchangedLines(base: TextLines, mine: TextLines): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let [from, to] = [0, 0];
  const changes = diffIndices([...base.lines], [...mine.lines]);
  for (const { buffer1, buffer2 } of changes) {
    for (; from < buffer1[0]; from++, to++) places.set(from, to);
    [from, to] = [buffer1[0] + buffer1[1], buffer2[0] + buffer2[1]];
  }
  for (; from < base.lines.length; from++, to++) places.set(from, to);
  return places;
}

/** What both sides begin and end with is agreed; equal sides are no conflict at all. */
function splitConflict(mine: readonly Line[], theirs: readonly Line[]): readonly Piece[] {
  const shorter = Math.min(mine.length, theirs.length);
  const start = countWhile(shorter, (index) => mine[index]?.text === theirs[index]?.text);
  const end = countWhile(
    shorter - start,
    (index) => mine.at(-1 - index)?.text === theirs.at(-1 - index)?.text,
  );
  const middle = {
    mine: mine.slice(start, mine.length - end),
    theirs: theirs.slice(start, theirs.length - end),
  };
  const isConflict = middle.mine.length + middle.theirs.length > 0;
  const pieces = [
    { agreed: mine.slice(0, start) },
    ...(isConflict ? [middle] : []),
    { agreed: mine.slice(mine.length - end) },
  ];
  return pieces.filter((piece) => !('agreed' in piece) || piece.agreed.length > 0);
}

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}

function written(piece: Piece, labels: { readonly mine: string; readonly theirs: string }): readonly Line[] {
  if ('agreed' in piece) return piece.agreed;
  const marker = (text: string) => ({ text, end: '' });
  return [
    marker(`<<<<<<< ${labels.mine}`),
    ...piece.mine,
    marker('======='),
    ...piece.theirs,
    marker(`>>>>>>> ${labels.theirs}`),
  ];
}
