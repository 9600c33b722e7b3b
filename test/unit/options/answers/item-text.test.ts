import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/model/json-value.ts';
import { columnText } from '../../../../src/options/answers/column-text.ts';
import { resourceText } from '../../../../src/options/answers/resource-text.ts';
import { scaleText } from '../../../../src/options/answers/scale-text.ts';
import { versionText } from '../../../../src/options/answers/version-text.ts';
import { parseColumn } from '../../../../src/options/custom-resource/column.ts';
import { parseVersion } from '../../../../src/options/custom-resource/version.ts';
import { fc } from '../../../support/seeded-fast-check.ts';

it.each<[JsonObject, string]>([
  [{ name: 'v1' }, 'v1'],
  [{ name: 'v1', served: true, storage: false, deprecated: false }, 'v1'],
  [{ name: 'v1', served: false, storage: true }, 'v1,served=false,storage'],
  [{ name: 'v1', deprecated: true }, 'v1,deprecated'],
  [{ name: 'v1', deprecationWarning: 'gone, soon' }, 'v1,deprecated="gone, soon"'],
])('version %j is %s', (item, text) => {
  expect(versionText(item)).toEqual({ text, problems: [] });
});

it.each<[JsonObject, string]>([
  [{ name: 'v1,storage' }, '.name'],
  [{ name: 'v1', storag: true }, '.storag'],
  [{ name: 'v1', served: 'no' }, '.served'],
  [{ name: 'v1', deprecated: false, deprecationWarning: 'x' }, '.deprecationWarning'],
])('version %j is wrong at %s', (item, at) => {
  expect(versionText(item).problems).toMatchObject([{ at }]);
});

it.each<[JsonObject, string]>([
  [{ kind: 'Gadget' }, 'Gadget'],
  [
    { kind: 'Gadget', scope: 'Cluster', plural: 'gadgetry', shortNames: ['gd', 'g'], categories: 'all' },
    'Gadget,plural=gadgetry,scope=Cluster,short=gd,short=g,category=all',
  ],
  [
    {
      kind: 'Gadget',
      fields: ['spec.a:int32{min=0,max=9}', { path: 'spec.b', type: 'string', enum: ['x, y'] }],
    },
    'Gadget,field=spec.a:int32{min=0,max=9},field=spec.b:string{enum="x, y"}',
  ],
])('further kind %j is %s', (item, text) => {
  expect(resourceText(item)).toEqual({ text, problems: [] });
});

it.each<[JsonObject, string]>([
  [{ scope: 'Cluster' }, ''],
  [{ kind: 'A,B' }, '.kind'],
  [{ kind: 'A', shortNames: ['a,b'] }, '.shortNames'],
  [{ kind: 'A', fields: [3.5] }, '.fields[0]'],
  [{ kind: 'A', fields: ['a:string', { path: 'b', type: 'strin' }] }, '.fields[1].type'],
  [{ kind: 'A', fields: ['a:string=b,c'] }, '.fields[0]'],
  [{ kind: 'A', shortName: ['a'] }, '.shortName'],
])('further kind %j is wrong at %j', (item, at) => {
  expect(resourceText(item).problems).toMatchObject([{ at }]);
});

it('a version is what its mapping says', () => {
  const version = fc.record({
    name: fc.stringMatching(/^v[1-9]$/u),
    served: fc.boolean(),
    storage: fc.boolean(),
    deprecationWarning: fc.option(fc.string(), { nil: null }),
  });
  fc.assert(
    fc.property(version, ({ deprecationWarning, ...item }) => {
      const { text } = versionText({ ...item, deprecationWarning });
      const warning =
        deprecationWarning === null ? { deprecated: false } : { deprecated: true, deprecationWarning };
      expect(parseVersion(text)).toEqual({ value: { ...item, ...warning }, violations: [] });
    }),
  );
});

it.each<[JsonObject, string]>([
  [
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    'Age:date:.metadata.creationTimestamp',
  ],
  [{ name: 'A', type: 'string', jsonPath: '.a', priority: 1 }, 'A:string:.a:1'],
  [{ name: 'A', type: 'string', jsonPath: '.a:1' }, 'A:string:.a:1:0'],
  [{ name: 'A', type: 'string', jsonPath: '.a', priority: 0 }, 'A:string:.a'],
])('column %j is %s', (item, text) => {
  expect(columnText(item)).toEqual({ text, problems: [] });
});

it.each<[JsonObject, string]>([
  [{ type: 'string', jsonPath: '.a' }, ''],
  [{ name: 'A', jsonPath: '.a' }, ''],
  [{ name: 'A', type: 'string' }, ''],
  [{ name: 'A:B', type: 'string', jsonPath: '.a' }, '.name'],
  [{ name: 'A', type: 'string', jsonPath: '.a', priority: -1 }, '.priority'],
  [{ name: 'A', type: 'string', jsonPath: '.a', priority: 1.5 }, '.priority'],
  [{ name: 'A', type: 'string', jsonPath: '.a', priority: '1' }, '.priority'],
  [{ name: 'A', type: 'string', jsonpath: '.a' }, '.jsonpath,'],
])('column %j is wrong at %j', (item, at) => {
  expect(
    columnText(item)
      .problems.map((problem) => problem.at)
      .join(','),
  ).toBe(at);
});

it('a column is what its mapping says', () => {
  const column = fc.record({
    name: fc.stringMatching(/^[A-Z][^:\s]{0,8}$/u),
    type: fc.constantFrom('string', 'integer', 'date'),
    jsonPath: fc.stringMatching(/^\.[a-z[\]?(@.:0-9'=)]{1,12}$/u),
    priority: fc.nat(999_999_999),
  });
  fc.assert(
    fc.property(column, (item) => {
      expect(parseColumn(columnText(item).text)).toEqual({ ok: true, value: item });
    }),
  );
});

it.each<[JsonObject, string, readonly string[]]>([
  [{ specReplicasPath: '.a', statusReplicasPath: '.b' }, '.a:.b', []],
  [{ labelSelectorPath: '.c', specReplicasPath: '.a', statusReplicasPath: '.b' }, '.a:.b:.c', []],
  [{ specReplicasPath: '.a' }, '.a', ['']],
  [{ specReplicasPath: '.a:b', statusReplicasPath: '.b' }, '.a:b:.b', ['.specReplicasPath']],
  [{ specReplicasPath: '.a', statusReplicasPath: '.b', selectorPath: '.c' }, '.a:.b', ['.selectorPath']],
])('scale %j is %s, wrong at %j', (item, text, wrong) => {
  const { text: written, problems } = scaleText(item);
  expect([written, problems.map(({ at }) => at)]).toEqual([text, wrong]);
});
