import { expect, it } from 'vitest';
import { parseVersion, versionsOf } from '../../../src/options/custom-resource/version.ts';

const plain = { served: true, storage: false, deprecated: false };

it.each([
  ['v1', { name: 'v1', ...plain }],
  ['v1,storage', { name: 'v1', ...plain, storage: true }],
  ['v1,served=false', { name: 'v1', ...plain, served: false }],
  ['v1,served=true,storage=false', { name: 'v1', ...plain }],
  ['v1,deprecated', { name: 'v1', ...plain, deprecated: true }],
  [
    'v1,deprecated="use v2, please"',
    { name: 'v1', ...plain, deprecated: true, deprecationWarning: 'use v2, please' },
  ],
  ['v1,deprecated=use v2', { name: 'v1', ...plain, deprecated: true, deprecationWarning: 'use v2' }],
  [
    'v1,deprecated="a \\"b\\"",storage',
    { name: 'v1', ...plain, storage: true, deprecated: true, deprecationWarning: 'a "b"' },
  ],
])('reads %s', (source, version) => {
  expect(parseVersion(source)).toEqual({ value: version, violations: [] });
});

it.each([
  ['', 'a version needs a name'],
  [',storage', 'a version needs a name'],
  ['v1,stored', "there is no setting 'stored'"],
  ['v1,', "there is no setting ''"],
  ['v1,served=no', 'served must be true or false'],
  ['v1,storage,storage', 'storage is given twice'],
  ['v1,served=false, served=true', 'served is given twice'],
  ['v1,deprecated="\\x"', 'is no JSON string'],
  ['v1,deprecated=gone, soon', "there is no setting 'soon'"],
])('refuses %j', (source, message) => {
  const { violations } = parseVersion(source);
  expect(violations).toMatchObject([
    { path: `--version '${source}'`, message: expect.stringContaining(message) },
  ]);
});

it('finds the nearest setting', () => {
  expect(parseVersion('v1,storge').violations).toMatchObject([{ hint: 'did you mean storage?' }]);
});

it('stores the first version unless one says so', () => {
  const [a, b] = [
    { name: 'a', ...plain },
    { name: 'b', ...plain },
  ];
  expect(versionsOf([a, b], 'v1')).toEqual([{ ...a, storage: true }, b]);
  expect(versionsOf([a, { ...b, storage: true }], 'v1')).toEqual([a, { ...b, storage: true }]);
  expect(versionsOf([], 'v1alpha1')).toEqual([{ name: 'v1alpha1', ...plain, storage: true }]);
});
