import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { carryJournalOut } from '../../../src/write/carry-journal-out.ts';
import type { Plan } from '../../../src/write/plan.ts';
import { planWrites } from '../../../src/write/plan-writes.ts';
import { readTarget } from '../../../src/write/read-target.ts';
import { replaceFiles } from '../../../src/write/replace-files.ts';
import { stageFiles } from '../../../src/write/stage-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const FILES = [{ path: 'a', text: 'new\n', mode: 0o644 }] as const;

/** A tree with a plan that was made for it. */
function planned(): Plan {
  const root = tempDir();
  mkdirSync(join(root, '.kx'));
  writeFileSync(join(root, 'a'), 'old\n');
  return planWrites(FILES, readTarget(root, FILES));
}

function save({ root }: Plan): void {
  writeFileSync(join(root, 'a'), 'saved\n');
}

it.each([
  [
    'before its backup is made',
    (plan: Plan) => {
      save(plan);
      replaceFiles(plan.root, plan.files);
    },
  ],
  [
    'after its backup was made',
    (plan: Plan) => {
      const journal = stageFiles(plan.root, plan.files);
      save(plan);
      carryJournalOut(plan.root, journal);
    },
  ],
])('what an editor saves into a file %s is not replaced', (_, run) => {
  const plan = planned();
  const conflict = expect.objectContaining({
    exitCode: 3,
    message: expect.stringContaining('nothing was written'),
  });
  expect(() => run(plan)).toThrowError(conflict);
  expect(readFileSync(join(plan.root, 'a'), 'utf8')).toBe('saved\n');
});
