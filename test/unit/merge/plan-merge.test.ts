import { describe, expect, it } from 'vitest';
import type { DiskEntry, DiskFile, MergeInput } from '../../../src/merge/merge-input.ts';
import { planMerge } from '../../../src/merge/plan-merge.ts';
import { fc } from '../../support/seeded-fast-check.ts';

type Texts = Readonly<Record<string, string>>;
type Tree = Readonly<Record<string, string | DiskEntry>>;

const TEN = Array.from({ length: 10 }, (_, index) => `line ${index}\n`).join('');
const MINE = TEN.replace('line 1\n', 'mine\n');
const THEIRS = TEN.replace('line 8\n', 'theirs\n');
const BOTH = MINE.replace('line 8\n', 'theirs\n');
const CLASH = TEN.replace('line 1\n', 'theirs\n');
const MARKED = TEN.replace('line 1\n', '<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> kx 2.0.0\n');
const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const file = (text: string, mode = 0o644, isText = true): DiskFile => ({ kind: 'file', text, mode, isText });
const LINK: DiskEntry = { kind: 'blocked', by: '/root/a', what: 'a symbolic link' };

type Scenario = {
  readonly base?: Texts;
  readonly disk?: Tree;
  readonly now?: Texts;
  readonly at?: Texts;
  readonly force?: boolean;
};

function inputOf({ base = {}, disk = {}, now = {}, at = {}, force = false }: Scenario): MergeInput {
  const entries = Object.entries(disk).map(
    ([path, entry]) => [path, typeof entry === 'string' ? file(entry) : entry] as const,
  );
  const known = new Set([...Object.keys(base), ...Object.values(at)]);
  return {
    base: Object.entries(base).map(([path, text]) => ({
      path,
      mode: 0o644,
      base: text,
      ...(at[path] === undefined ? {} : { at: at[path] }),
    })),
    files: Object.entries(now).map(([path, text]) => ({ path, text, mode: 0o644 })),
    disk: new Map(entries),
    strays: new Map(
      entries.flatMap(([path, entry]) =>
        entry.kind === 'file' && !known.has(path) ? [[path, entry] as const] : [],
      ),
    ),
    force,
    label: 'kx 2.0.0',
  };
}

const plan = (scenario: Scenario) => {
  const { files, moved, violations } = planMerge(inputOf(scenario));
  return {
    files: files.map(({ path, action, note, text }) => [path, action, note, text]),
    moved: Object.fromEntries(moved),
    violations: violations.map(({ path, message }) => `${path}: ${message}`),
  };
};

describe('planMerge', () => {
  const a = (text: string) => ({ a: text });
  it.each([
    { what: 'nothing changed', base: TEN, disk: TEN, now: TEN, action: 'same', text: TEN },
    { what: 'a clean update', base: TEN, disk: TEN, now: THEIRS, action: 'change', text: THEIRS },
    { what: "the owner's text stays", base: TEN, disk: MINE, now: TEN, action: 'same', text: MINE },
    { what: 'both changed', base: TEN, disk: MINE, now: THEIRS, action: 'merge', text: BOTH },
    {
      what: 'both changed the same line',
      base: TEN,
      disk: MINE,
      now: CLASH,
      action: 'conflict',
      note: '1 conflict',
      text: MARKED,
    },
    { what: 'both made the same change', base: TEN, disk: THEIRS, now: THEIRS, action: 'same', text: THEIRS },
    { what: 'a CRLF checkout', base: TEN, disk: crlf(TEN), now: TEN, action: 'same', text: crlf(TEN) },
    {
      what: 'a CRLF checkout, updated',
      base: TEN,
      disk: crlf(TEN),
      now: THEIRS,
      action: 'change',
      text: crlf(THEIRS),
    },
    {
      what: 'a CRLF checkout, merged',
      base: TEN,
      disk: crlf(MINE),
      now: THEIRS,
      action: 'merge',
      text: crlf(BOTH),
    },
    {
      what: 'a CRLF checkout with the same change',
      base: TEN,
      disk: crlf(THEIRS),
      now: THEIRS,
      action: 'same',
      text: crlf(THEIRS),
    },
  ])('one file: $what', ({ base, disk, now, action, note, text }) => {
    expect(plan({ base: a(base), disk: a(disk), now: a(now) })).toEqual({
      files: [['a', action, note, text]],
      moved: {},
      violations: [],
    });
  });

  it.each([
    { what: 'a new file', now: a(TEN), files: [['a', 'create', undefined, TEN]] },
    {
      what: 'a new file that is there already',
      disk: a(TEN),
      now: a(TEN),
      files: [['a', 'same', undefined, TEN]],
    },
    {
      what: 'a new file over one of the owner, forced',
      disk: a(MINE),
      now: a(TEN),
      force: true,
      files: [['a', 'change', undefined, TEN]],
    },
    {
      what: 'a file no more rendered',
      base: a(TEN),
      disk: a(TEN),
      files: [['a', 'delete', 'kx renders it no more', '']],
    },
    {
      what: 'an edited file no more rendered',
      base: a(TEN),
      disk: a(MINE),
      files: [['a', 'keep', 'edited by you, kx renders it no more', MINE]],
    },
    {
      what: 'a binary file no more rendered',
      base: a(TEN),
      disk: { a: file('?', 0o644, false) },
      files: [['a', 'keep', 'edited by you, kx renders it no more', '?']],
    },
    { what: 'a link in place of a file no more rendered', base: a(TEN), disk: { a: LINK }, files: [] },
    {
      what: 'a link in place of a file that is rendered as before',
      base: a(TEN),
      disk: { a: LINK },
      now: a(TEN),
      files: [],
    },
    {
      what: 'a binary file rendered as before',
      base: a(TEN),
      disk: { a: file('?', 0o644, false) },
      now: a(TEN),
      files: [['a', 'same', undefined, '?']],
    },
    { what: 'a file deleted by both', base: a(TEN), files: [] },
    {
      what: 'a file deleted by its owner',
      base: a(TEN),
      now: a(TEN),
      files: [['a', 'keep', 'deleted by you', '']],
    },
    {
      what: 'a file deleted by its owner that kx changes',
      base: a(TEN),
      now: a(THEIRS),
      files: [['a', 'keep', 'deleted by you', '']],
    },
  ])('$what', ({ files, ...scenario }) => {
    expect(plan(scenario)).toEqual({ files, moved: {}, violations: [] });
  });

  it.each([
    {
      what: 'a new file over another',
      disk: a(MINE),
      now: a(TEN),
      problem: 'a: exists with other content, and kx did not make it',
    },
    {
      what: 'a new file over a link',
      disk: { a: LINK },
      now: a(TEN),
      force: true,
      problem: '/root/a: is a symbolic link, and is not replaced',
    },
    {
      what: 'a changed file over a link',
      base: a(TEN),
      disk: { a: LINK },
      now: a(THEIRS),
      problem: '/root/a: is a symbolic link, and is not replaced',
    },
    {
      what: 'a changed file over what is no text',
      base: a(TEN),
      disk: { a: file('?', 0o644, false) },
      now: a(THEIRS),
      problem: 'a: is not UTF-8, and kx renders another text now: it cannot be merged',
    },
    {
      what: 'a renamed file over another',
      base: a(TEN),
      disk: { a: TEN, b: 'mine\n' },
      now: { b: TEN },
      problem: 'b: exists with other content, and kx did not make it',
    },
    {
      what: 'a renamed file from a link',
      base: a(TEN),
      disk: { a: LINK },
      now: { b: TEN },
      problem: '/root/a: is a symbolic link, and is not replaced',
    },
  ])('refuses $what', ({ problem, ...scenario }) => {
    expect(plan(scenario).violations).toEqual([problem]);
  });

  it.each([
    {
      what: 'kx renames a file',
      base: a(TEN),
      disk: a(TEN),
      now: { b: THEIRS },
      files: [
        ['a', 'delete', 'renamed to b', ''],
        ['b', 'create', 'renamed from a', THEIRS],
      ],
    },
    {
      what: 'kx renames an edited file',
      base: a(TEN),
      disk: a(MINE),
      now: { b: THEIRS },
      files: [
        ['a', 'delete', 'renamed to b', ''],
        ['b', 'merge', 'renamed from a', BOTH],
      ],
    },
    {
      what: 'kx renames an edited file, with a conflict',
      base: a(TEN),
      disk: a(MINE),
      now: { b: CLASH },
      files: [
        ['a', 'delete', 'renamed to b', ''],
        ['b', 'conflict', 'renamed from a, 1 conflict', MARKED],
      ],
    },
    {
      what: 'kx renames what its owner deleted',
      base: a(TEN),
      now: { b: TEN },
      files: [['b', 'keep', 'deleted by you as a', '']],
    },
    {
      what: 'another text is no rename',
      base: a(TEN),
      disk: a(TEN),
      now: { b: crlf(TEN).replaceAll('line', 'text') },
      files: [
        ['a', 'delete', 'kx renders it no more', ''],
        ['b', 'create', undefined, crlf(TEN).replaceAll('line', 'text')],
      ],
    },
    {
      what: 'its owner renames a file',
      base: a(TEN),
      disk: { mine: MINE },
      now: a(THEIRS),
      files: [['mine', 'merge', 'renamed by you', BOTH]],
      moved: { a: 'mine' },
    },
    {
      what: 'its owner renames a file that kx leaves',
      base: a(TEN),
      disk: { mine: TEN },
      now: a(TEN),
      files: [['mine', 'same', 'renamed by you', TEN]],
      moved: { a: 'mine' },
    },
    {
      what: 'the next update finds what its owner renamed, however it was edited',
      base: a(TEN),
      at: { a: 'mine' },
      disk: { mine: 'something else\n' },
      now: a(TEN),
      files: [['mine', 'same', 'renamed by you', 'something else\n']],
      moved: { a: 'mine' },
    },
    {
      what: 'its owner moves it back',
      base: a(TEN),
      at: { a: 'mine' },
      disk: a(TEN),
      now: a(THEIRS),
      files: [['a', 'change', undefined, THEIRS]],
    },
    {
      what: 'its owner moves it on',
      base: a(TEN),
      at: { a: 'mine' },
      disk: { other: TEN },
      now: a(THEIRS),
      files: [['other', 'change', 'renamed by you', THEIRS]],
      moved: { a: 'other' },
    },
    {
      what: 'its owner deletes what he had moved',
      base: a(TEN),
      at: { a: 'mine' },
      now: a(THEIRS),
      files: [['a', 'keep', 'deleted by you', '']],
    },
    {
      what: 'both rename it, to two names',
      base: a(TEN),
      disk: { mine: MINE },
      now: { b: THEIRS },
      files: [['mine', 'merge', 'renamed by you', BOTH]],
      moved: { b: 'mine' },
    },
    {
      what: 'both rename it, to one name',
      base: a(TEN),
      disk: { b: MINE },
      now: { b: THEIRS },
      files: [['b', 'merge', undefined, BOTH]],
    },
    {
      what: 'its owner renamed what kx drops',
      base: a(TEN),
      disk: { mine: TEN },
      files: [['mine', 'keep', 'renamed by you, kx renders it no more', TEN]],
    },
  ])('$what', ({ files, moved = {}, ...scenario }) => {
    expect(plan(scenario)).toEqual({ files, moved, violations: [] });
  });

  it('says so where its owner moved one file to where kx renders another now', () => {
    const other = TEN.replaceAll('line', 'text');
    const scenario = { base: a(TEN), at: { a: 'b' }, disk: { b: TEN }, now: { ...a(TEN), b: other } };
    expect(plan(scenario).violations).toEqual([
      'b: is where you moved a file of kx, and kx renders another one there now',
    ]);
  });

  it.each([
    { what: 'kx makes it run', base: 0o644, disk: 0o640, now: 0o755, mode: 0o750, action: 'change' },
    { what: 'its owner makes it run', base: 0o644, disk: 0o744, now: 0o644, mode: 0o744, action: 'same' },
    {
      what: 'its owner takes the run bits, kx gave them before',
      base: 0o755,
      disk: 0o644,
      now: 0o755,
      mode: 0o644,
      action: 'same',
    },
    { what: 'kx takes the run bits', base: 0o755, disk: 0o755, now: 0o644, mode: 0o644, action: 'change' },
    {
      what: 'kx takes them, its owner did already',
      base: 0o755,
      disk: 0o600,
      now: 0o644,
      mode: 0o600,
      action: 'same',
    },
  ] as const)('modes: $what', ({ base, disk, now, mode, action }) => {
    const { files } = planMerge({
      ...inputOf({}),
      base: [{ path: 'a', mode: base, base: TEN }],
      disk: new Map([['a', file(TEN, disk)]]),
      files: [{ path: 'a', text: TEN, mode: now }],
    });
    expect(files).toMatchObject([{ mode, action }]);
  });
});

/** A line of a user stands in no rendering, so it can be looked for. */
const PATHS = ['a', 'b', 'dir/c', 'dir/d'];
const TREE = fc.array(
  fc.record({
    path: fc.constantFrom(...PATHS),
    seed: fc.integer({ min: 0, max: 2 }),
    drop: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 4 },
);
const EDITS = fc.array(
  fc.record({
    path: fc.constantFrom(...PATHS),
    what: fc.constantFrom('edit', 'delete', 'move', 'make'),
    to: fc.constantFrom('a', 'dir/d', 'mine', 'dir/mine'),
    at: fc.integer({ min: 0, max: 10 }),
  }),
  { maxLength: 6 },
);

type Rendering = readonly { readonly path: string; readonly seed: number; readonly drop: number }[];

function render(tree: Rendering): Texts {
  return Object.fromEntries(
    tree.map(({ path, seed, drop }) => [
      path,
      Array.from({ length: 10 }, (_, index) =>
        index === drop ? `other ${seed}\n` : `${seed} line ${index}\n`,
      ).join(''),
    ]),
  );
}

type Edits = readonly {
  readonly path: string;
  readonly what: string;
  readonly to: string;
  readonly at: number;
}[];

type Edit = Edits[number] & { readonly line: string };

const EDIT: Readonly<Record<string, (tree: Map<string, string>, edit: Edit, text: string) => unknown>> = {
  edit: (tree, { path, at, line }, text) =>
    tree.set(path, text.split('\n').toSpliced(at, 0, line).join('\n')),
  delete: (tree, { path }) => tree.delete(path),
  move: (tree, { path, to }, text) => tree.delete(path) && tree.set(to, text),
};

function edit(base: Texts, edits: Edits): Texts {
  const tree = new Map(Object.entries(base));
  for (const [index, each] of edits.entries()) {
    const line = `user ${index}`;
    const text = tree.get(each.path);
    if (each.what === 'make') tree.set(each.to, `${line}\n`);
    else if (text !== undefined) EDIT[each.what]?.(tree, { ...each, line }, text);
  }
  return Object.fromEntries(tree);
}

/** What is on disk after a plan. */
function treeAfter(disk: Texts, files: ReturnType<typeof planMerge>['files']): Texts {
  const tree = new Map(Object.entries(disk));
  for (const { path, action, text } of files) {
    if (action === 'delete') tree.delete(path);
    else if (action !== 'keep') tree.set(path, text);
  }
  return Object.fromEntries(tree);
}

const userLines = (tree: Texts) =>
  Object.values(tree)
    .flatMap((text) => text.split('\n').filter((line) => line.startsWith('user ')))
    .toSorted();

describe('planMerge on random trees', () => {
  it('loses no line that its owner wrote', () => {
    fc.assert(
      fc.property(TREE, EDITS, TREE, (before, edits, later) => {
        const base = render(before);
        const disk = edit(base, edits);
        const { files, violations } = planMerge(inputOf({ base, disk, now: render(later) }));
        const tree = violations.length > 0 ? disk : treeAfter(disk, files);
        expect(userLines(tree)).toEqual(userLines(disk));
        expect(new Set(files.map(({ path }) => path)).size === files.length || violations.length > 0).toBe(
          true,
        );
        for (const { path, before: text } of files) expect(text).toBe(disk[path]);
      }),
      { numRuns: 3000 },
    );
  });

  it('has nothing to do a second time', () => {
    fc.assert(
      fc.property(TREE, EDITS, TREE, (before, edits, later) => {
        const base = render(before);
        const disk = edit(base, edits);
        const now = render(later);
        const first = planMerge(inputOf({ base, disk, now }));
        if (first.violations.length > 0) return;
        const at = Object.fromEntries(first.moved);
        const second = planMerge(inputOf({ base: now, disk: treeAfter(disk, first.files), now, at }));
        expect(second.violations).toEqual([]);
        expect(second.files.filter(({ action }) => action !== 'same' && action !== 'keep')).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the new rendering where nobody edited anything', () => {
    fc.assert(
      fc.property(TREE, TREE, (before, later) => {
        const base = render(before);
        const now = render(later);
        const { files, violations } = planMerge(inputOf({ base, disk: base, now }));
        expect(violations).toEqual([]);
        expect(treeAfter(base, files)).toEqual(now);
      }),
      { numRuns: 1000 },
    );
  });
});
