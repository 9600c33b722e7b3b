import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedFile } from '../../../src/write/plan.ts';
import { sha256Of } from '../../../src/write/sha256.ts';
import { diffPlan } from '../../../src/write/show-plan.ts';
import { tempDir } from '../../support/temp-dir.ts';

type Change = readonly [before: string | undefined, after: string | undefined];

const CHANGES: Readonly<Record<string, Change>> = {
  create: [undefined, 'one\ntwo\n'],
  'create empty': [undefined, ''],
  'create without final newline': [undefined, 'one'],
  change: ['one\ntwo\nthree\n', 'one\n2\nthree\nfour\n'],
  'lose the final newline': ['one\ntwo\n', 'one\ntwo'],
  'get a final newline': ['one\ntwo', 'one\ntwo\n'],
  'become empty': ['one\n', ''],
  'become empty without final newline': ['one', ''],
  'be empty no more': ['', 'one\n'],
  delete: ['one\ntwo\n', undefined],
  'delete empty': ['', undefined],
  'delete without final newline': ['one', undefined],
  'change with CRLF': ['one\r\ntwo\r\n', 'one\r\n2\r\nthree\r\n'],
  'mixed line ends': ['one\r\ntwo\nthree\r\n', 'one\ntwo\r\nthree'],
  'a lone carriage return': ['one\rtwo\n', 'one\rthree\n'],
  'lines that look like a patch': [
    '--- a/x\n+++ b/x\n@@ -1 +1 @@\n',
    '-- a/x\n++ b/x\ndiff --git a/x b/x\n@@\n',
  ],
};

const NAMES = [
  'plain.yaml',
  'with blank.yaml',
  'sub folder/two  blanks.yaml',
  'quo"te.yaml',
  'a b/"c" d.yaml',
  'back\\slash.yaml',
  'tab\there.yaml',
  'ümläut.yaml',
  ' first.yaml',
];

type Files = readonly { readonly path: string; readonly change: Change }[];

/** Each name with each change, in a folder of its own. */
function filesOf(changes: readonly string[]): Files {
  return changes.flatMap((what) =>
    NAMES.map((name) => ({ path: `${what}/${name}`, change: CHANGES[what] ?? [undefined, undefined] })),
  );
}

function planOf(files: Files): Plan {
  const planned = files.map(({ path, change: [before, after] }): PlannedFile => {
    const text = after ?? '';
    const action = before === undefined ? 'create' : after === undefined ? 'delete' : 'change';
    const file = { path, action, text, mode: 0o644, sha256: sha256Of(text) } as const;
    return before === undefined ? file : { ...file, before, beforeMode: 0o644 };
  });
  return { root: '/root', rootExists: true, files: planned };
}

function treeOf(files: Files, side: 0 | 1): Readonly<Record<string, string>> {
  const texts = files.flatMap(({ path, change }) => {
    const text = change[side];
    return text === undefined ? [] : [[path, text] as const];
  });
  return Object.fromEntries(texts);
}

function write(root: string, tree: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function read(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]));
}

const ALL = Object.keys(CHANGES);

/** GNU patch asks whether an empty file was meant that is to be removed, and leaves it where nobody answers. */
const TOOLS = [
  { tool: 'patch', args: ['-p1', '--fuzz=0'], changes: ALL.filter((change) => change !== 'delete empty') },
  { tool: 'git', args: ['apply', '-p1', '--whitespace=nowarn', '-'], changes: ALL },
];

describe.each(TOOLS)('$tool', ({ tool, args, changes }) => {
  it.skipIf(spawnSync(tool, ['--version']).status !== 0)('turns the old tree into the new one', () => {
    const root = mkdtempSync(join(tempDir(), 'tree-'));
    const files = filesOf(changes);
    write(root, treeOf(files, 0));
    const input = diffPlan(planOf(files));
    const { status, stdout, stderr } = spawnSync(tool, args, { cwd: root, input, encoding: 'utf8' });
    expect(stdout + stderr).not.toMatch(/fail|reject|garbage|strip|offset/i);
    expect(status, stdout + stderr).toBe(0);
    expect(read(root)).toEqual(treeOf(files, 1));
  });
});

it('says of what is no text that it differs, as diff does', () => {
  const file = {
    path: 'a b',
    action: 'change',
    text: 'x',
    mode: 0o644,
    sha256: '',
    before: '\ufffd',
  } as const;
  const plan: Plan = { root: '/root', rootExists: true, files: [{ ...file, isBinary: true }] };
  expect(diffPlan(plan)).toBe('Binary files a/a b and b/a b differ\n');
});

it.each(['keep', 'same'] as const)('leaves out what is %s', (action) => {
  const file = { path: 'a', action, text: 'x', mode: 0o644, sha256: '' };
  expect(diffPlan({ root: '/root', rootExists: true, files: [file] })).toBe('');
});
