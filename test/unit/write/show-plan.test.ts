import { expect, it } from 'vitest';
import type { Plan, PlannedAction, PlannedFile } from '../../../src/write/plan.ts';
import { countPlan, documentPlan, listPlan } from '../../../src/write/show-plan.ts';

function planOf(...files: readonly (readonly [path: string, action: PlannedAction])[]): Plan {
  const planned = files.map(
    ([path, action]): PlannedFile => ({ path, action, text: '', mode: 0o644, sha256: 'e3b0' }),
  );
  return { root: '/root', rootExists: true, files: planned };
}

const library = Array.from({ length: 20 }, (_, index) => [`src/server/a/${index}.ts`, 'create'] as const);

it.each([
  [planOf(['crd.yaml', 'create']), 'out', true, 'out/crd.yaml created\n'],
  [
    planOf(['crd.yaml', 'change'], ['a/b.yaml', 'same']),
    './',
    true,
    './crd.yaml changed\n./a/b.yaml unchanged\n',
  ],
  [planOf(['crd.yaml', 'create']), '.', false, 'crd.yaml created (dry run)\n'],
  [
    planOf(['src/main.ts', 'create'], ...library),
    'my-aa',
    true,
    'my-aa/src/main.ts created\nmy-aa/src/server/ created, 20 files\n',
  ],
])('%#. lists what was done', (plan, out, written, expected) => {
  expect(listPlan(plan, out, written)).toBe(expected);
});

it('names each file of a full folder where one was treated differently', () => {
  expect(listPlan(planOf(...library, ['src/server/b.ts', 'same']), '.', true).split('\n')).toHaveLength(22);
});

it('counts', () => {
  expect(countPlan(planOf(['a', 'create'], ['b', 'same'], ['c', 'same']))).toBe(
    '1 created, 0 changed, 2 unchanged',
  );
  expect(
    countPlan(planOf(['a', 'merge'], ['b', 'merge'], ['c', 'conflict'], ['d', 'delete'], ['e', 'keep'])),
  ).toBe('0 created, 0 changed, 0 unchanged, 2 merged, 1 with conflicts, 1 deleted, 1 kept');
});

it('says why, in a line of its own also where the folder is full', () => {
  const plan = planOf(...library);
  const files = plan.files.map((file): PlannedFile => ({ ...file, action: 'keep', note: 'deleted by you' }));
  expect(listPlan({ ...plan, files }, 'my-aa', true)).toContain(
    'my-aa/src/server/a/0.ts kept (deleted by you)\n',
  );
  expect(documentPlan({ ...plan, files }, true).files[0]).toEqual({
    path: 'src/server/a/0.ts',
    action: 'keep',
    mode: '0644',
    sha256: 'e3b0',
    note: 'deleted by you',
  });
});

it('is a document with octal modes', () => {
  expect(documentPlan(planOf(['a', 'create']), true)).toEqual({
    kind: 'Plan',
    written: true,
    files: [{ path: 'a', action: 'create', mode: '0644', sha256: 'e3b0' }],
  });
});
