import { describe, expect, it } from 'vitest';
import { mergeTexts } from '../../../src/merge/merge-texts.ts';
import { textLines } from '../../../src/merge/text-lines.ts';
import { fc } from '../../support/seeded-fast-check.ts';

const LABELS = { mine: 'yours', theirs: 'kx 0.1.0' };
const conflict = (mine: string, theirs: string, end = '\n') =>
  [
    '<<<<<<< yours',
    ...(mine === '' ? [] : [mine]),
    '=======',
    ...(theirs === '' ? [] : [theirs]),
    '>>>>>>> kx 0.1.0',
    '',
  ].join(end);

describe('mergeTexts', () => {
  it.each([
    { what: 'nobody', base: 'a\nb\n', mine: 'a\nb\n', theirs: 'a\nb\n', text: 'a\nb\n' },
    { what: 'lines apart', base: 'a\nb\nc\n', mine: 'A\nb\nc\n', theirs: 'a\nb\nC\n', text: 'A\nb\nC\n' },
    { what: 'the same change', base: 'a\n', mine: 'b\n', theirs: 'b\n', text: 'b\n' },
    {
      what: 'an insertion beside a deletion apart',
      base: 'a\nb\nc\nd\n',
      mine: 'a\nx\nb\nc\nd\n',
      theirs: 'a\nb\nc\n',
      text: 'a\nx\nb\nc\n',
    },
    { what: 'my final line end', base: 'a\nb\n', mine: 'a\nb', theirs: 'A\nb\n', text: 'A\nb' },
    { what: 'a line after one that lost its end', base: 'a\n', mine: 'a', theirs: 'a\nb\n', text: 'a\nb' },
    { what: 'their final line end', base: 'a\nb', mine: 'A\nb', theirs: 'a\nb\n', text: 'A\nb\n' },
    {
      what: 'a checkout with CRLF',
      base: 'a\nb\nc\n',
      mine: 'a\r\nb\r\nc\r\n',
      theirs: 'a\nx\nb\nc\n',
      text: 'a\r\nx\r\nb\r\nc\r\n',
    },
    {
      what: 'mixed ends stay',
      base: 'a\nb\nc\n',
      mine: 'a\r\nb\nc\r\n',
      theirs: 'a\nb\nx\nc\n',
      text: 'a\r\nb\nx\r\nc\r\n',
    },
    { what: 'one line without end', base: 'a', mine: 'a', theirs: 'a\nb\n', text: 'a\nb\n' },
    { what: 'all is gone', base: 'a\n', mine: 'a\n', theirs: '', text: '' },
    { what: 'from nothing', base: '', mine: '', theirs: 'a', text: 'a' },
    {
      what: 'members of Object.prototype',
      base: '__proto__\nconstructor\n',
      mine: 'x\n__proto__\nconstructor\n',
      theirs: '__proto__\nconstructor\ntoString\n',
      text: 'x\n__proto__\nconstructor\ntoString\n',
    },
  ])('merges $what', ({ text, ...sides }) => {
    expect(mergeTexts({ ...sides, labels: LABELS })).toEqual({ text, conflicts: 0 });
  });

  it.each([
    {
      what: 'the same line',
      base: 'a\nb\nc\n',
      mine: 'a\nM\nc\n',
      theirs: 'a\nT\nc\n',
      text: `a\n${conflict('M', 'T')}c\n`,
    },
    {
      what: 'a changed line deleted',
      base: 'a\nb\nc\n',
      mine: 'a\nc\n',
      theirs: 'a\nT\nc\n',
      text: `a\n${conflict('', 'T')}c\n`,
    },
    {
      what: 'two insertions at one place',
      base: 'a\n',
      mine: 'a\nM\n',
      theirs: 'a\nT\n',
      text: `a\n${conflict('M', 'T')}`,
    },
    {
      what: 'what both begin and end with',
      base: 'b\n',
      mine: 'p\nM\nq\n',
      theirs: 'p\nT\nq\n',
      text: `p\n${conflict('M', 'T')}q\n`,
    },
    {
      what: 'the end of a text without line end',
      base: 'a',
      mine: 'M',
      theirs: 'T',
      text: conflict('M', 'T'),
    },
    {
      what: 'CRLF',
      base: 'a\nb\n',
      mine: 'M\r\nb\r\n',
      theirs: 'T\nb\n',
      text: `${conflict('M', 'T', '\r\n')}b\r\n`,
    },
  ])('marks a conflict: $what', ({ text, ...sides }) => {
    expect(mergeTexts({ ...sides, labels: LABELS })).toEqual({ text, conflicts: 1 });
  });

  it('counts every conflict', () => {
    const sides = { base: 'a\nb\nc\n', mine: 'M\nb\nM\n', theirs: 'T\nb\nT\n' };
    expect(mergeTexts(sides).conflicts).toBe(2);
  });

  it('takes an addition that is too long for the arguments of one call', () => {
    const long = Array.from({ length: 150_000 }, (_, index) => `${index}\n`).join('');
    const merged = mergeTexts({ base: 'a\nb\n', mine: `a\nb\n${long}`, theirs: 'T\nb\n' });
    expect(merged.conflicts).toBe(0);
    expect(merged.text === `T\nb\n${long}`).toBe(true);
  });
});

/** Few different lines and all kinds of line ends: the worst case of every diff. */
const ANY_TEXT = fc
  .array(
    fc.record({
      line: fc.constantFrom('', 'a', 'b', 'c', '}', '__proto__'),
      end: fc.constantFrom('\n', '\n', '\r\n'),
    }),
    { maxLength: 12 },
  )
  .chain((lines) =>
    fc.constantFrom('', 'last').map((last) => lines.map(({ line, end }) => line + end).join('') + last),
  );

/** Edits of lines that are all different, as real ones are nearly: at each index of the base one thing happens. */
const EDITS = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 14 }), what: fc.constantFrom('delete', 'insert', 'replace') }),
  { maxLength: 6 },
);
type Edits = readonly { readonly at: number; readonly what: string }[];

function edited(base: readonly string[], edits: Edits, side: string): readonly string[] {
  return base.flatMap((line, index) => {
    const edit = edits.findIndex(({ at }) => at === index);
    const fresh = `${side} ${index}`;
    const result: Readonly<Record<string, readonly string[]>> = {
      delete: [],
      insert: [fresh, line],
      replace: [fresh],
    };
    return result[edits[edit]?.what ?? ''] ?? [line];
  });
}

const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const count = (text: string, line: string) => textLines(text).lines.filter((other) => other === line).length;

describe('mergeTexts on random texts', () => {
  it('is the identity where one side is the base, to the byte for mine', () => {
    fc.assert(
      fc.property(ANY_TEXT, ANY_TEXT, (base, side) => {
        expect(mergeTexts({ base, mine: side, theirs: base })).toEqual({ text: side, conflicts: 0 });
        const theirs = side.replaceAll('\r\n', '\n');
        const plain = base.replaceAll('\r\n', '\n');
        expect(mergeTexts({ base: plain, mine: plain, theirs })).toEqual({ text: theirs, conflicts: 0 });
        expect(mergeTexts({ base, mine: side, theirs: side }).conflicts).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('cleanly merges distinct lines to just these: of the base what both left, and all that either added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), EDITS, EDITS, (length, mineEdits, theirEdits) => {
        const base = Array.from({ length }, (_, index) => `line ${index}`);
        const mine = edited(base, mineEdits, 'mine');
        const theirs = edited(base, theirEdits, 'theirs');
        const merged = mergeTexts({ base: joined(base), mine: joined(mine), theirs: joined(theirs) });
        const expected = [
          ...base.filter((line) => mine.includes(line) && theirs.includes(line)),
          ...[...mine, ...theirs].filter((line) => !base.includes(line)),
        ];
        const lines = textLines(merged.text).lines;
        if (merged.conflicts === 0) expect(lines.toSorted()).toEqual(expected.toSorted());
        else expect(expected.filter((line) => !lines.includes(line))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  // Of a line that stands several times, a side added at least as many as it has more than the base; identical
  // additions at one place count once.
  it('never has fewer of a line than a side added, conflict or not', () => {
    fc.assert(
      fc.property(ANY_TEXT, ANY_TEXT, ANY_TEXT, (base, mine, theirs) => {
        const { text } = mergeTexts({ base, mine, theirs });
        for (const side of [mine, theirs]) {
          for (const line of new Set(textLines(side).lines)) {
            expect(count(text, line)).toBeGreaterThanOrEqual(count(side, line) - count(base, line));
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('makes up no line, and brings back none that one side deleted and the other does not have', () => {
    fc.assert(
      fc.property(ANY_TEXT, ANY_TEXT, ANY_TEXT, (base, mine, theirs) => {
        const { text, conflicts } = mergeTexts({ base, mine, theirs });
        const markers = ['<<<<<<< yours', '=======', '>>>>>>> theirs'];
        for (const line of textLines(text).lines.filter((each) => !markers.includes(each))) {
          expect(count(mine, line) + count(theirs, line)).toBeGreaterThan(0);
        }
        expect(markers.map((marker) => count(text, marker))).toEqual([conflicts, conflicts, conflicts]);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps each line end of mine where only mine has lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a\n', 'b\r\n', 'c\n'), { maxLength: 10 }),
        fc.string({ maxLength: 3 }),
        (parts, last) => {
          const mine = parts.join('') + last;
          expect(mergeTexts({ base: '', mine, theirs: '' }).text).toBe(mine);
        },
      ),
    );
  });
});
