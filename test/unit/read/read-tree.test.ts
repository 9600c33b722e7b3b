import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readTree } from '../../../src/read/read-tree.ts';
import { tempDir } from '../../support/temp-dir.ts';

function treeOf(files: Readonly<Record<string, string | Buffer>>): string {
  const root = tempDir();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

it('reads the texts below a directory, with their modes', () => {
  const root = treeOf({ 'b/c.txt': 'c\n', 'a.sh': 'a\n' });
  chmodSync(join(root, 'a.sh'), 0o750);
  expect([...readTree(root, new Set())]).toEqual([
    ['a.sh', { kind: 'file', text: 'a\n', mode: 0o750, isText: true }],
    ['b/c.txt', { kind: 'file', text: 'c\n', mode: expect.any(Number), isText: true }],
  ]);
});

it.each(['.git/a', '.kx/a', 'certs/a', 'dist/a', 'node_modules/a', 'b/node_modules/a'])(
  'passes over %s',
  (path) => {
    expect([...readTree(treeOf({ [path]: 'a\n' }), new Set()).keys()]).toEqual([]);
  },
);

it('passes over what is no text, too large, known, or behind a link', () => {
  const root = treeOf({
    binary: Buffer.from([0xff, 0xfe]),
    large: 'a'.repeat(1024 * 1024 + 1),
    known: 'a\n',
  });
  symlinkSync(tempDir(), join(root, 'folder'));
  symlinkSync(join(root, 'large'), join(root, 'link'));
  expect([...readTree(root, new Set(['known'])).keys()]).toEqual([]);
});

it.each(['.kx/record', '.git'])('passes over a folder with %s, but not over the root for it', (mark) => {
  const root = treeOf({ [`inner/${mark}`]: 'a\n', 'inner/deep/a': 'a\n', [mark]: 'a\n', 'outer/a': 'a\n' });
  expect([...readTree(root, new Set(['.git'])).keys()]).toEqual(['outer/a']);
});

it('has no texts where there is no directory', () => {
  expect(readTree(join(tempDir(), 'absent'), new Set()).size).toBe(0);
});

// A busy disk takes its time for so many files.
it('stops at 5000 files', { timeout: 60_000 }, () => {
  const root = treeOf(
    Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${10000 + index}`, 'a\n'])),
  );
  expect(readTree(root, new Set()).size).toBe(5000);
});
