import { expect, it } from 'vitest';
import type { RawOptions } from '../../../src/options/option.ts';
import { checkScaffoldAa } from '../../../src/options/scaffold-aa/answers.ts';

const GIVEN = { name: 'my-aa', group: 'demo.kx.dev', kind: 'Widget', certs: true } satisfies RawOptions;

it('derives what was not given', () => {
  expect(checkScaffoldAa(GIVEN)).toMatchObject({
    ok: true,
    value: {
      project: { name: 'my-aa', version: 'v1alpha1', service: { name: 'my-aa', namespace: 'my-aa-system' } },
      out: 'my-aa',
      certs: true,
      write: { dryRun: false, diff: false, force: false, yes: false },
    },
  });
});

it.each<[RawOptions, object]>([
  [{ service: 'other' }, { project: { service: { name: 'other', namespace: 'my-aa-system' } } }],
  [{ namespace: '1e3' }, { project: { service: { name: 'my-aa', namespace: '1e3' } } }],
  [{ version: 'v2' }, { project: { version: 'v2' } }],
  [{ out: 'elsewhere' }, { out: 'elsewhere' }],
  [{ certs: false }, { certs: false }],
  [{ field: ['status.phase:string'] }, { project: { resources: [{ versions: [{ status: true }] }] } }],
  [{ field: [' status.phase:string'] }, { project: { resources: [{ versions: [{ status: true }] }] } }],
  [{ field: ['status-x:string'] }, { project: { resources: [{ versions: [{ status: false }] }] } }],
  [{ field: ['spec.statusText:string'] }, { project: { resources: [{ versions: [{ status: false }] }] } }],
])('%j', (options, expected) => {
  expect(checkScaffoldAa({ ...GIVEN, ...options })).toMatchObject({ ok: true, value: expected });
});

it.each<[RawOptions, readonly string[]]>([
  [{ name: undefined }, ['NAME']],
  [{ name: 'My_AA' }, ['NAME']],
  [{ name: 'a'.repeat(60) }, ['NAME']],
  [{ name: 'a'.repeat(60), namespace: 'n' }, []],
  [{ service: '1svc', namespace: 'A' }, ['--service', '--namespace']],
  [{ version: 'v1,storage' }, ["--version 'v1,storage'"]],
  [{ field: ['spec.x:string{immutable}'] }, ["--field 'spec.x:string{immutable}'"]],
  [{ field: ['spec.x[]:string'], column: ['X:string:.spec.x[0:1]'] }, ["--column 'X:string:.spec.x[0:1]'"]],
  [
    { version: 'v1,storage', scope: 'x', field: ['spec.a:strin', 'spec.b.c:string{immutable}'] },
    ["--version 'v1,storage'", '--scope', "--field 'spec.a:strin'", "--field 'spec.b.c:string{immutable}'"],
  ],
  [{ output: 'xml', group: undefined, kind: undefined }, ['--group', '--kind', '--output']],
])('%j is at fault at %j', (options, paths) => {
  const checked = checkScaffoldAa({ ...GIVEN, ...options });
  const found = checked.ok ? [] : checked.violations.map(({ path }) => path);
  expect([...found].sort()).toEqual([...paths].sort());
});
