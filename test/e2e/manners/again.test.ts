// The same run twice changes nothing, times included (rule 7).
import { expect, it } from 'vitest';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { treeOf } from '../../support/tree.ts';
import { prepare, WRITERS } from './fixtures.ts';

it.each(WRITERS)('kx $name twice', async (subject) => {
  const { line, again = 0 } = subject;
  const cwd = tempDir();
  await prepare(subject, cwd);
  const first = await runMain(line, { cwd });
  expect(first.status, first.stderr).toBe(0);
  const before = treeOf(cwd);
  const { status, stdout, stderr } = await runMain(line, { cwd });
  expect(status, stderr).toBe(again);
  expect(treeOf(cwd)).toEqual(before);
  if (again !== 0) return;
  expect(stderr).toMatch(/\b0 created, 0 changed, [1-9]\d* unchanged/);
  expect(stdout).not.toMatch(/ created| changed/);
});
