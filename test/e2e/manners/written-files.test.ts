// What is written is the same on every system: LF, portable names, no links (rule 17), and --out as its user types it.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { prepare, WRITERS } from './fixtures.ts';

/** What Windows refuses in a name, or changes without a word. */
const UNPORTABLE = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)|[<>:"|?*\\]|[. ]$/i;

it.each(WRITERS)('kx $name writes plain files with LF under portable names', async (subject) => {
  const cwd = tempDir();
  await prepare(subject, cwd);
  expect((await runMain(subject.line, { cwd })).status).toBe(0);
  const entries = readdirSync(join(cwd, subject.out), { recursive: true, withFileTypes: true });
  expect(entries.length).toBeGreaterThan(1);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    expect(entry.name).not.toMatch(UNPORTABLE);
    expect(lstatSync(path).isSymbolicLink(), path).toBe(false);
    if (entry.isFile()) expect(readFileSync(path, 'utf8').includes('\r'), path).toBe(false);
  }
});

/** All write through the same code; the project of 160 files is the slow one. */
const NEW = WRITERS.filter(({ before, name }) => before === undefined && name !== 'scaffold aa');

it.each(NEW)('kx $name takes --out in every way to write it', async ({ line, random }) => {
  for (const out of [
    './deep/er',
    'with blank',
    'trailing/',
    '.',
    'back\\slash',
    'ünï',
    '-dash'.replace('-', './-'),
  ]) {
    const cwd = tempDir();
    const args = [...line, `--out=${out}`];
    const { status, stdout, stderr } = await runMain(args, { cwd });
    expect(status, `${out}: ${stderr}`).toBe(0);
    expect(stdout).not.toContain('//');
    if (random) continue;
    const again = await runMain(args, { cwd });
    expect(again.stderr, out).toMatch(/0 created, 0 changed/);
  }
});
