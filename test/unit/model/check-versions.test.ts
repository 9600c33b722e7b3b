import { expect, it } from 'vitest';
import { checkVersions } from '../../../src/model/check/check-versions.ts';
import type { CustomResourceVersion } from '../../../src/model/custom-resource.ts';

function version(changes: Partial<CustomResourceVersion>): CustomResourceVersion {
  const parts = { schema: { type: 'object' }, status: false, columns: [], selectableFields: [] } as const;
  return { name: 'v1', served: true, storage: true, deprecated: false, ...parts, ...changes };
}

const v2 = version({ name: 'v2', storage: false });

it.each([
  ['one', [version({})]],
  ['two', [version({}), v2]],
  ['an unserved storage version', [version({ served: false }), v2]],
  ['a warning', [version({ deprecated: true, deprecationWarning: 'use v2 – soon ✓' })]],
  ['a warning of 256 bytes', [version({ deprecated: true, deprecationWarning: 'x'.repeat(256) })]],
])('takes %s', (_, versions) => {
  expect(checkVersions(versions)).toEqual([]);
});

it.each([
  ['a bad name', [version({ name: 'V1' })], 'versions[0]', "the version name 'V1'"],
  ['a name twice', [version({}), version({ storage: false })], 'versions[1]', "'v1' is given twice"],
  ['no storage version', [v2], 'versions', 'one version must be the storage version'],
  ['two storage versions', [version({}), version({ name: 'v2' })], 'versions', 'and v1, v2 are'],
  ['no served version', [version({ served: false })], 'versions', 'no version is served'],
  [
    'a warning of no deprecation',
    [version({ deprecationWarning: 'x' })],
    'versions[0]',
    'only be given for a deprecated',
  ],
  [
    'an empty warning',
    [version({ deprecated: true, deprecationWarning: '' })],
    'versions[0]',
    'must not be empty',
  ],
  [
    'a warning of two lines',
    [version({ deprecated: true, deprecationWarning: 'a\nb' })],
    'versions[0]',
    'printable',
  ],
  [
    'a warning of 257 bytes',
    [version({ deprecated: true, deprecationWarning: `${'x'.repeat(255)}é` })],
    'versions[0]',
    '257 bytes',
  ],
])('refuses %s', (_, versions, path, message) => {
  expect(checkVersions(versions)).toEqual([
    { path, message: expect.stringContaining(message), ...hintOf(message) },
  ]);
});

function hintOf(message: string): object {
  return message.includes('version name') ? { hint: expect.any(String) } : {};
}
