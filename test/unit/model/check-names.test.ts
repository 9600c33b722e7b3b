import { expect, it } from 'vitest';
import { checkGroup, checkNames } from '../../../src/model/check/check-names.ts';
import { completeNames } from '../../../src/model/resource-names.ts';

it('completes names from the kind', () => {
  expect(completeNames({ kind: 'CronTab' })).toEqual({
    kind: 'CronTab',
    listKind: 'CronTabList',
    plural: 'crontabs',
    singular: 'crontab',
    shortNames: [],
    categories: [],
  });
});

it.each([
  ['a kind', { kind: 'CronTab' }],
  ['a kind in lower case', { kind: 'crontab' }],
  [
    'all',
    { kind: 'Ox', plural: 'oxen', singular: 'ox', listKind: 'Herd', shortNames: ['o'], categories: ['all'] },
  ],
])('takes %s', (_, names) => {
  expect(checkNames(completeNames(names))).toEqual([]);
});

it.each([
  [
    { kind: 'Cron Tab', plural: 'a', singular: 'a', listKind: 'A' },
    'names.kind',
    "the kind 'Cron Tab' has a blank",
  ],
  [{ kind: 'A', plural: 'As' }, 'names.plural', "the plural 'As' has the upper-case letter"],
  [{ kind: 'A', singular: 'a_b' }, 'names.singular', "the singular 'a_b'"],
  [{ kind: 'A', listKind: 'A' }, 'names.listKind', 'kind and list kind may not be the same'],
  [{ kind: 'A', listKind: '1A' }, 'names.listKind', "the list kind '1A'"],
  [{ kind: 'A', shortNames: ['a', 'B'] }, 'names.shortNames[1]', "the short name 'B'"],
  [{ kind: 'A', shortNames: ['a', 'a'] }, 'names.shortNames[1]', 'is given twice'],
  [{ kind: 'A', categories: ['a.b'] }, 'names.categories[0]', "the category 'a.b'"],
  [{ kind: 'X'.repeat(60) }, 'names.listKind', 'has 64 characters'],
])('refuses %j at %s', (names, path, message) => {
  expect(checkNames(completeNames(names))).toEqual([
    expect.objectContaining({ path, message: expect.stringContaining(message) }),
  ]);
});

it('names what would be right', () => {
  expect(checkNames(completeNames({ kind: 'A', plural: 'As' }))).toMatchObject([{ hint: 'as' }]);
});

it.each(['example.com', 'a.b', 'x-k8s.io'])('takes the group %s', (group) => {
  expect(checkGroup(group)).toEqual([]);
});

it.each([
  ['example', 'at least one dot'],
  ['Example.com', "has the upper-case letter 'E'"],
  ['', 'is empty'],
  [`${'a'.repeat(250)}.com`, 'has 254 characters'],
])('refuses the group %j', (group, message) => {
  expect(checkGroup(group)).toMatchObject([{ path: 'group', message: expect.stringContaining(message) }]);
});
