// --diff is a patch that does what the run would do, byte for byte (rule 5).
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { textsOf } from '../../support/tree.ts';
import { prepare, WRITERS } from './fixtures.ts';

const HAS_PATCH = spawnSync('patch', ['--version'], { stdio: 'ignore' }).status === 0;

/** What a tree may look like when kx comes again. */
const STATES: readonly (readonly [string, (root: string, files: readonly string[]) => void])[] = [
  ['is not there', (root) => rmSync(root, { recursive: true })],
  ['is empty', (root, files) => files.map((file) => rmSync(join(root, file)))],
  ['lacks a file', (root, [first = '']) => rmSync(join(root, first))],
  ['has lines more', (root, files) => files.map((file) => appendFileSync(join(root, file), 'mine\n'))],
  [
    'lacks the line end at its end',
    (root, files) =>
      files.map((file) => writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').trimEnd())),
  ],
  ['has empty files', (root, files) => files.map((file) => writeFileSync(join(root, file), ''))],
  [
    'has another first line',
    (root, files) =>
      files.map((file) =>
        writeFileSync(join(root, file), `--- a\n${readFileSync(join(root, file), 'utf8')}`),
      ),
  ],
];

const CASES = WRITERS.filter(({ random, name }) => !random && name !== 'scaffold update').flatMap((subject) =>
  STATES.map(([state, make]) => ({ ...subject, state, make })),
);

it.each(CASES)('kx $name over a tree that $state', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  const { line, out, make } = subject;
  expect((await runMain(line, { cwd })).status).toBe(0);
  const root = join(cwd, out);
  make(
    root,
    Object.keys(textsOf(root)).filter((path) => !path.startsWith('.kx/')),
  );
  const { stdout: patch, stderr } = await runMain([...line, '--diff'], { cwd });

  const trees = [applied(root, patch), ...(HAS_PATCH ? [patched(root, patch)] : [])];
  const { status } = await runMain([...line, '--force'], { cwd });
  expect(status, stderr).toBe(0);
  for (const tree of trees) expect(tree).toEqual(textsOf(root));
});

/** The tree after `patch -p1`. */
function patched(root: string, patch: string) {
  const copy = copyOf(root);
  const { status, stdout } = spawnSync('patch', ['-p1', '--fuzz=0'], {
    cwd: copy,
    input: patch,
    encoding: 'utf8',
  });
  expect({ status, stdout: stdout.replace(/^patching file .*\n/gm, '') }).toEqual({ status: 0, stdout: '' });
  return textsOf(copy);
}

/** The tree after the `diff` package applied each part. */
function applied(root: string, patch: string) {
  const copy = copyOf(root);
  for (const part of parsePatch(patch)) {
    const file = join(copy, (part.newFileName ?? '').replace(/^b\//, ''));
    const before = part.oldFileName === '/dev/null' ? '' : readFileSync(file, 'utf8');
    const after = applyPatch(before, part);
    if (after === false) throw new Error(`the patch of ${file} does not apply`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, after);
  }
  return textsOf(copy);
}

function copyOf(root: string): string {
  const copy = join(tempDir(), 'copy');
  mkdirSync(copy);
  if (statSync(root, { throwIfNoEntry: false }) !== undefined) cpSync(root, copy, { recursive: true });
  return copy;
}
