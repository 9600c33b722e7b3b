import { expect, it } from 'vitest';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { checkSize } from '../../../src/model/size/check-size.ts';
import { cutText } from '../../../src/model/size/cut-text.ts';
import { encodedSize } from '../../../src/model/size/encoded-size.ts';
import { fitDescriptions } from '../../../src/model/size/fit-descriptions.ts';
import { limitDescriptions } from '../../../src/model/size/limit-descriptions.ts';
import { parseMaxDescription, parseSizeBudget } from '../../../src/options/scaffold-crd/size.ts';
import { renderCrd } from '../../../src/render/render-crd.ts';
import { fc } from '../../support/seeded-fast-check.ts';

const text = (description: string): Schema => ({ type: 'string', description });

const SCHEMA: Schema = {
  type: 'object',
  description: 'The object, and all that is in it.',
  properties: {
    spec: {
      type: 'object',
      description: 'The wish of whoever made it.',
      properties: {
        name: text('A name that people give to it.'),
        first: {
          type: 'object',
          properties: { deep: text('Said twice, deep down.'), own: text('Said once.') },
        },
        second: { type: 'object', properties: { deep: text('Said twice, deep down.') } },
      },
    },
  },
};

const RESOURCE: CustomResource = {
  group: 'a.io',
  names: completeNames({ kind: 'Thing' }),
  scope: 'Cluster',
  versions: [
    {
      name: 'v1',
      served: true,
      storage: true,
      deprecated: false,
      schema: SCHEMA,
      status: false,
      columns: [],
      selectableFields: [],
    },
  ],
  labels: {},
  annotations: {},
};

const sizeOf = (resource: CustomResource) => encodedSize(renderCrd(resource));
const full = sizeOf(RESOURCE);

function descriptionsAfter(saved: number): readonly string[] {
  const fitted = fitDescriptions(RESOURCE, { bytes: full - saved, sizeOf });
  if (!fitted.ok) throw new Error('does not fit');
  expect(sizeOf(fitted.value)).toBeLessThanOrEqual(full - saved);
  return [...JSON.stringify(fitted.value.versions[0]?.schema).matchAll(/"description":"([^"]*)"/gu)].map(
    ([, description = '']) => description,
  );
}

const ALL = [
  'The object, and all that is in it.',
  'The wish of whoever made it.',
  'A name that people give to it.',
  'Said twice, deep down.',
  'Said once.',
  'Said twice, deep down.',
];

it.each([
  [0, ALL],
  [1, [...ALL.slice(0, 3), 'Said twice, deep …', ...ALL.slice(4)]],
  [8, [...ALL.slice(0, 3), 'Said twice …', ...ALL.slice(4)]],
  [30, [...ALL.slice(0, 3), 'Said once.', 'Said twice, deep down.']],
  [78, [...ALL.slice(0, 3), 'Said once.']],
  [120, ['The object, and all that is in it.', 'The wish of whoever made it.', 'A name that …']],
])('saves %i bytes at the deepest and most repeated first', (saved, descriptions) => {
  expect(descriptionsAfter(saved)).toEqual(descriptions);
});

it('says where descriptions are not what is large', () => {
  expect(fitDescriptions(RESOURCE, { bytes: 100, sizeOf })).toMatchObject({
    ok: false,
    violations: [{ path: 'size', message: expect.stringContaining('more than the 100 of --size-budget') }],
  });
});

it('keeps every budget that can be kept', () => {
  const least = sizeOf(limitDescriptions(RESOURCE, 0));
  fc.assert(
    fc.property(fc.integer({ min: least, max: full }), (bytes) => {
      const fitted = fitDescriptions(RESOURCE, { bytes, sizeOf });
      expect(fitted.ok && sizeOf(fitted.value) <= bytes).toBe(true);
    }),
  );
});

it.each([
  ['one two three', 13, 'one two three'],
  ['one two three', 12, 'one two …'],
  ['one two three', 9, 'one two …'],
  ['one two three', 8, 'one …'],
  ['one, two three', 7, 'one …'],
  ['One two. Three four', 10, 'One two.'],
  ['abcdefghij', 5, undefined],
  ['one', 0, undefined],
  ['größe 😀 größe', 8, 'größe …'],
])('cuts %j to %i', (whole, length, cut) => {
  expect(cutText(whole, length)).toBe(cut);
});

it('never cuts a word, and never to more than was said', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 0, max: 200 }), (whole, length) => {
      const cut = cutText(whole, length);
      if (cut === undefined || cut === whole) return;
      expect([...cut].length).toBeLessThanOrEqual(length);
      expect(whole.split(/[\s,.]+/u)).toEqual(
        expect.arrayContaining(
          cut
            .replace(/ …$/u, '')
            .split(/[\s,.]+/u)
            .filter(Boolean),
        ),
      );
    }),
  );
});

it('limits every description', () => {
  const { versions } = limitDescriptions(RESOURCE, 12);
  expect(versions[0]?.schema.description).toBe('The object …');
  expect(versions[0]?.schema.properties?.['spec']?.properties?.['first']?.properties?.['own']).toEqual(
    text('Said once.'),
  );
  expect(JSON.stringify(limitDescriptions(RESOURCE, 0))).not.toContain('description');
});

it('counts as Go writes JSON', () => {
  expect(encodedSize({ a: '<ä' })).toBe('{"a":"\\u003c'.length + 2 + '"}'.length);
});

it.each([
  [1000, 0, 0],
  [262_078, 0, 0],
  [262_079, 0, 1],
  [1_572_864, 0, 1],
  [1_572_865, 1, 0],
])('finds %i bytes: %i violations and %i warnings', (bytes, violations, warnings) => {
  const found = checkSize(bytes);
  expect([found.violations.length, found.warnings.length]).toEqual([violations, warnings]);
});

it.each([
  ['100', 100],
  ['256Ki', 262_144],
  ['250k', 250_000],
  ['1Mi', 1_048_576],
  ['0', undefined],
  ['-1', undefined],
  ['1.5M', undefined],
  ['many', undefined],
])('reads the budget %s as %s', (given, bytes) => {
  const parsed = parseSizeBudget(given);
  expect(parsed.ok ? parsed.value : undefined).toBe(bytes);
});

it.each([
  ['0', true],
  ['80', true],
  ['-1', false],
  ['a', false],
])('reads --max-description %s: %s', (given, ok) => {
  expect(parseMaxDescription(given).ok).toBe(ok);
});
