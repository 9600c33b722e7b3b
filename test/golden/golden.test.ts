import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, it } from 'vitest';
import { type AaLibrary, librariesOf, traitsOf } from '../../src/model/aa-library.ts';
import { decodeRecord } from '../../src/record/decode-record.ts';
import { RECORD_PATH } from '../../src/record/record.ts';
import { runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

// One folder per case: `command` holds the words after `kx`, one per line, and `expected/` what they write.
// `npm run golden` writes `expected/` anew; look at its diff before you commit it.
const CASES = readdirSync('test/golden').filter((name) => existsSync(join('test/golden', name, 'command')));
const REGENERATE = process.env['KX_GOLDEN'] === 'write';

// Copied as they are, so they are compared with their templates and are not kept twice.
const COPIED: Readonly<Record<AaLibrary, readonly string[]>> = {
  native: ['src/server/', 'scripts/', 'test/support/'],
  apiserver: ['registry/', 'server/', 'go.sum'],
  'apiserver-runtime': ['registry/', 'server/', 'go.sum'],
  'net-http': ['internal/', 'main_test.go', 'go.sum'],
};

// What templates say of the version of Kubernetes that a library stands on.
const OF_1_36 = { mergeDiff: 'v6', webSockets: 'k8s.io/streaming/pkg/httpstream/wsstream' };
const OF_1_31 = { mergeDiff: 'v4', webSockets: 'k8s.io/apimachinery/pkg/util/httpstream/wsstream' };

// The record repeats the other files, compressed by whatever zlib this Node has.
const isRecord = (path: string) => path === RECORD_PATH;

it.each(CASES)('%s is what it was', (name) => {
  const folder = join('test/golden', name);
  const [[record], made] = partition(scaffold(name), isRecord);
  expect(basesOf(record?.[1] ?? '')).toEqual(made);
  const library = libraryOf(name);
  const [verbatim, rendered] = partition(made, (path) =>
    COPIED[library].some((prefix) => path.startsWith(prefix)),
  );
  if (REGENERATE) write(join(folder, 'expected'), rendered);
  expect(Object.fromEntries(rendered)).toEqual(Object.fromEntries(readTree(join(folder, 'expected'))));
  for (const [path, text] of verbatim) {
    expect(text, path).toBe(libraryText(path, library, made));
  }
});

// What is to be read from top to bottom has to stay that short, with its kind.
it.each([['aa-go-net-http', 2_500]])('%s has at most %i lines of Go', (name, most) => {
  const sources = scaffold(name).filter(([path]) => path.endsWith('.go') && !path.endsWith('_test.go'));
  const lines = sources.flatMap(([, text]) => text.split('\n').slice(0, -1));
  expect(lines.length).toBeLessThanOrEqual(most);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});

function basesOf(record: string): Tree {
  const decoded = decodeRecord(record);
  return decoded.ok ? decoded.value.files.map(({ path, base }) => [path, base] as const) : [];
}

// What is in Go is compiled where Go is: test/cluster/go-projects.test.ts.
const PROJECTS = CASES.filter((name) => name.startsWith('aa-') && !name.startsWith('aa-go-'));

it.each(PROJECTS)('%s compiles as its user compiles it', (name) => {
  const project = tempDir();
  write(project, scaffold(name));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  const tsc = spawnSync('node_modules/.bin/tsc', ['-p', '.', '--noEmit'], { cwd: project, encoding: 'utf8' });
  expect(tsc.stdout + tsc.stderr).toBe('');
  expect(tsc.status).toBe(0);
});

function libraryOf(name: string): AaLibrary {
  const words = commandOf(name);
  const [fallback = 'native'] = librariesOf(words.includes('go') ? 'go' : undefined);
  return librariesOf().find((library) => library === words[words.indexOf('--library') + 1]) ?? fallback;
}

/** A library in Go says in its imports which module it is part of. */
function libraryText(path: string, library: AaLibrary, made: Tree): string {
  const templates = traitsOf(library).templates.map((folder) => join('templates/aa', folder, path));
  const [copied] = templates.filter((template) => existsSync(template));
  if (copied !== undefined) return readText(copied);
  const [rendered = ''] = templates.map((template) => `${template}.hbs`).filter(existsSync);
  const goMod = made.find(([name]) => name === 'go.mod')?.[1] ?? '';
  const module = /^module (\S+)/.exec(goMod)?.[1] ?? '';
  const names = { goModule: module, ...(library === 'apiserver-runtime' ? OF_1_31 : OF_1_36) };
  return readText(rendered).replaceAll(/\{\{(\w+)\}\}/g, (_, name: keyof typeof names) => names[name]);
}

type Tree = readonly (readonly [path: string, text: string])[];

function scaffold(name: string): Tree {
  const out = join(tempDir(), 'out');
  const { status, stderr } = runKx([...commandOf(name), '--out', out]);
  expect(status, stderr).toBe(0);
  return readTree(out);
}

function commandOf(name: string): readonly string[] {
  return readText(join('test/golden', name, 'command'))
    .trimEnd()
    .split('\n');
}

function readTree(root: string): Tree {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path).split(sep).join('/'), readText(path)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** A checkout may have CRLF; what kx writes has not, which the manners of writing are tested for. */
function readText(path: string): string {
  return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
}

function write(root: string, tree: Tree): void {
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function partition(tree: Tree, test: (path: string) => boolean): readonly [Tree, Tree] {
  return [tree.filter(([path]) => test(path)), tree.filter(([path]) => !test(path))];
}
