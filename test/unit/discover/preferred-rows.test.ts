import { describe, expect, it } from 'vitest';
import { reportName, reportTable } from '../../../src/discover/report/report-table.ts';
import { filterGroups } from '../../../src/discover/walk/filter-groups.ts';
import { hasResources, preferredRows } from '../../../src/discover/walk/preferred-rows.ts';
import type { Group, Resource } from '../../../src/discover/walk/resource.ts';
import type { RowChoice } from '../../../src/options/discover/answers.ts';

const ALL: RowChoice = {
  apiGroup: undefined,
  namespaced: undefined,
  verbs: [],
  categories: [],
  sortBy: 'group',
};

function resource(name: string, more: Partial<Resource> = {}): Resource {
  return {
    name,
    singularName: '',
    kind: name.toUpperCase(),
    namespaced: true,
    verbs: ['get', 'list'],
    shortNames: [],
    categories: [],
    subresources: [],
    ...more,
  };
}

function group(
  name: string,
  preferredVersion: string,
  versions: Readonly<Record<string, readonly Resource[]>>,
): Group {
  const listed = Object.entries(versions).map(([version, resources]) => {
    return { version, freshness: 'Current', resources, error: undefined } as const;
  });
  return { name, preferredVersion, versions: listed };
}

const GROUPS: readonly Group[] = [
  group('', 'v1', {
    v1: [resource('pods', { categories: ['all'] }), resource('nodes', { namespaced: false })],
  }),
  group('b.io', 'v1', {
    v2alpha1: [resource('news'), resource('olds', { kind: 'AAA' })],
    v1: [resource('olds', { verbs: ['get'] }), resource('hidden', { verbs: [] })],
  }),
  group('a.io', 'v1', { v1: [resource('pods'), resource('parent', { kind: undefined })] }),
];

describe('the rows', () => {
  it.each<readonly [what: string, choice: Partial<RowChoice>, rows: readonly string[]]>([
    [
      'by group, then name; each resource at the preferred version that has it',
      {},
      ['v1 nodes', 'v1 pods', 'a.io/v1 pods', 'b.io/v2alpha1 news', 'b.io/v1 olds'],
    ],
    [
      'by name',
      { sortBy: 'name' },
      ['b.io/v2alpha1 news', 'v1 nodes', 'b.io/v1 olds', 'v1 pods', 'a.io/v1 pods'],
    ],
    [
      'by kind',
      { sortBy: 'kind' },
      ['b.io/v2alpha1 news', 'v1 nodes', 'b.io/v1 olds', 'v1 pods', 'a.io/v1 pods'],
    ],
    ['of the core group', { apiGroup: '' }, ['v1 nodes', 'v1 pods']],
    ['of no group', { apiGroup: 'nope' }, []],
    [
      'in namespaces',
      { namespaced: true },
      ['v1 pods', 'a.io/v1 pods', 'b.io/v2alpha1 news', 'b.io/v1 olds'],
    ],
    ['outside of namespaces', { namespaced: false }, ['v1 nodes']],
    [
      'with all verbs, at the preferred version',
      { verbs: ['list', 'get'] },
      ['v1 nodes', 'v1 pods', 'a.io/v1 pods', 'b.io/v2alpha1 news'],
    ],
    ['of a category', { categories: ['all'] }, ['v1 pods']],
  ])('are %s', (_, choice, rows) => {
    const found = preferredRows(GROUPS, { ...ALL, ...choice });
    expect(
      found.map(
        ({ group: name, version, resource: { name: plural } }) => `${name && `${name}/`}${version} ${plural}`,
      ),
    ).toEqual(rows);
  });

  it('leave a stale version out', () => {
    const [core] = GROUPS;
    const stale = core && {
      ...core,
      versions: core.versions.map((version) => ({ ...version, freshness: 'Stale' as const })),
    };
    expect(preferredRows(stale ? [stale] : [], ALL)).toEqual([]);
  });

  it('are all there is, or hide resources without verbs', () => {
    const mute = group('g.io', 'v1', { v1: [resource('mute', { verbs: [] })] });
    const parent = group('g.io', 'v1', { v1: [resource('parent', { kind: undefined })] });
    expect([[mute], [parent], []].map(hasResources)).toEqual([true, false, false]);
  });

  it('are printed with and without header, or as names', () => {
    const rows = preferredRows(GROUPS, { ...ALL, namespaced: false });
    expect(reportTable(rows, { headers: true, kubectl: '1.37', isEmpty: false })).toBe(
      'NAME    SHORTNAMES   APIVERSION   NAMESPACED   KIND\nnodes                v1           false        NODES\n',
    );
    expect(reportTable(rows, { headers: false, kubectl: '1.37', isEmpty: false })).toBe(
      'nodes         v1    false   NODES\n',
    );
    expect(reportName(preferredRows(GROUPS, { ...ALL, verbs: ['get'] }))).toBe(
      'nodes\npods\npods.a.io\nnews.b.io\nolds.b.io\n',
    );
  });
});

describe('the groups of a document', () => {
  it('keep everything where nothing is filtered', () => {
    expect(filterGroups(GROUPS, ALL)).toEqual(GROUPS);
  });

  it('lose versions and groups that a filter empties', () => {
    const kept = filterGroups(GROUPS, { ...ALL, verbs: ['list'], apiGroup: 'b.io' });
    expect(kept.map(({ name, versions }) => [name, versions.map(({ version }) => version)])).toEqual([
      ['b.io', ['v2alpha1']],
    ]);
  });

  it.each<readonly [what: string, choice: Partial<RowChoice>, kept: readonly string[]]>([
    ['its group is chosen', { apiGroup: 'stale.io' }, ['stale.io']],
    ['no group is chosen', { verbs: ['patch'] }, ['stale.io']],
    ['another group is chosen', { apiGroup: '' }, ['']],
  ])('keep or lose a stale version as its group does: %s', (_, choice, kept) => {
    const version = { version: 'v1', freshness: 'Stale', resources: [], error: 'no answer' } as const;
    const stale = { name: 'stale.io', preferredVersion: '', versions: [version] };
    expect(filterGroups([...GROUPS, stale], { ...ALL, ...choice }).map(({ name }) => name)).toEqual(kept);
  });
});
