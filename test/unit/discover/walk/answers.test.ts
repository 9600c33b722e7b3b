import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../../src/discover/client/exchange.ts';
import { parseContentType } from '../../../../src/discover/walk/content-type.ts';
import { DISCOVERY_SHAPES } from '../../../../src/discover/walk/discovery-shapes.ts';
import { preferredRows } from '../../../../src/discover/walk/preferred-rows.ts';
import { rootAnswer } from '../../../../src/discover/walk/root-answer.ts';
import { misfits } from '../../../../src/discover/walk/shape.ts';
import { versionAnswer } from '../../../../src/discover/walk/version-answer.ts';

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const V2BETA1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

function exchange(body: string | object, type = 'application/json', status = 200): Exchange {
  const timings = { total: 0, reused: true, lookup: 0, dial: 0, handshake: 0, connection: 0, server: 0 };
  return {
    request: { method: 'GET', url: '', headers: [], site: 'apis' },
    status,
    statusText: `${status} X`,
    headers: [['Content-Type', type]],
    timings,
    protocol: 'HTTP/2.0',
    bytes: 0,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

const resource = (name: string, kind: string) => ({
  resource: name,
  responseKind: { kind },
  scope: 'Namespaced',
  verbs: ['get'],
});
const item = (name: string, versions: readonly object[]) => ({ metadata: { name }, versions });
const version = (name: string, resources: readonly object[], freshness?: string) => ({
  version: name,
  resources,
  freshness,
});
const list = (...items: readonly object[]) => ({ kind: 'APIGroupDiscoveryList', items });

describe('a Content-Type', () => {
  it.each<readonly [text: string, type: string | undefined, v: string | undefined]>([
    ['application/json', 'application/json', undefined],
    [' Application/JSON ; V=v2', 'application/json', 'v2'],
    ['application/json; v="v2";', 'application/json', 'v2'],
    ['application/json; x="a;b\\"c"; v=v2', 'application/json', 'v2'],
    ['application/json; v=v2; v=v2', 'application/json', 'v2'],
    ['application/json; v=v2; v=v3', undefined, undefined],
    ['json', 'json', undefined],
    ['', undefined, undefined],
    [';;;', undefined, undefined],
    ['application/', undefined, undefined],
    ['application/json; v', undefined, undefined],
    ['application/json; v=a b', undefined, undefined],
  ])('%j is read as Go reads it', (text, type, v) => {
    const parsed = parseContentType(text);
    expect({ type: parsed?.type, v: parsed?.parameters.get('v') }).toEqual({ type, v });
  });
});

describe('a value of another type than that of Go', () => {
  const { APIGroupDiscoveryList, APIResourceList } = DISCOVERY_SHAPES;
  it.each<readonly [value: unknown, phrases: readonly string[]]>([
    [list(item('a', [version('v1', [resource('foos', 'Foo')])])), []],
    [{ items: null, extra: 1 }, []],
    [{ items: [null, { versions: null }] }, []],
    [[], ['it is a list, not an object']],
    [{ items: 'x' }, ["items is 'x', not a list"]],
    [{ items: {} }, ['items is an object, not a list']],
    [{ items: [{ versions: [{ freshness: 3 }] }] }, ['items[0].versions[0].freshness is 3, not text']],
    [
      { items: [{ metadata: { creationTimestamp: 'now' } }, 1] },
      ["items[0].metadata.creationTimestamp is 'now', not a time", 'items[1] is 1, not an object'],
    ],
    [{ items: [{ metadata: { creationTimestamp: '2026-11-22T00:00:00Z' } }] }, []],
  ])('%j', (value, phrases) => {
    expect(misfits(value, APIGroupDiscoveryList)).toEqual(phrases);
  });

  it('is found in a list of resources', () => {
    expect(misfits({ resources: [{ namespaced: 'true' }] }, APIResourceList)).toEqual([
      "resources[0].namespaced is 'true', not true or false",
    ]);
  });
});

describe('the answer of /apis', () => {
  const GROUPS = list(item('a', [version('v1', [resource('foos', 'Foo')])]));
  it.each<
    readonly [
      name: string,
      answer: Exchange,
      kubectl: string,
      format: string | undefined,
      problem: RegExp | undefined,
    ]
  >([
    ['is read', exchange(GROUPS, V2), '1.37', 'aggregated-v2', undefined],
    ['may be non-authoritative', exchange(GROUPS, V2, 203), '1.37', 'aggregated-v2', undefined],
    ['may be partial', exchange(GROUPS, V2, 206), '1.37', 'aggregated-v2', undefined],
    ['may name a profile', exchange(GROUPS, `${V2};profile=nopeer`), '1.37', 'aggregated-v2', undefined],
    [
      'is not read as v2beta1 by kubectl 1.37',
      exchange(GROUPS, V2BETA1),
      '1.37',
      'aggregated-v2beta1',
      /v2beta1, which was not asked for/,
    ],
    [
      'is read as v2beta1 by kubectl 1.36',
      exchange(GROUPS, V2BETA1),
      '1.36',
      'aggregated-v2beta1',
      undefined,
    ],
    [
      'is not read as v2 by kubectl 1.29',
      exchange(GROUPS, V2),
      '1.29',
      'aggregated-v2',
      /v2, which was not asked for/,
    ],
    [
      'may have lost its parameters',
      exchange({ ...GROUPS, apiVersion: 'apidiscovery.k8s.io/v2' }),
      '1.37',
      'aggregated-v2',
      /its Content-Type is 'application\/json'/,
    ],
    [
      'may be of another kind',
      exchange({ kind: 'Status' }, V2),
      '1.37',
      'aggregated-v2',
      /no discovery document \(Status\)/,
    ],
    [
      'may be malformed',
      exchange(list({ versions: 1 }), V2),
      '1.37',
      'aggregated-v2',
      /malformed: items\[0\]\.versions is 1, not a list$/,
    ],
    [
      'may be malformed often',
      exchange(list({ versions: 1 }, { versions: 2 }), V2),
      '1.37',
      'aggregated-v2',
      /not a list \(and 1 more like it\)$/,
    ],
    [
      'may have a malformed Content-Type',
      exchange(GROUPS, ';;;'),
      '1.37',
      undefined,
      /no usable Content-Type \(';;;'\)/,
    ],
    ['may be empty', exchange('', V2, 204), '1.37', undefined, /the answer is empty \(204 X\)/],
    [
      'may be unchanged',
      exchange('', V2, 304),
      '1.37',
      undefined,
      /nothing changed, though nothing was asked before/,
    ],
    [
      'may be HTML',
      exchange('<html>', 'text/html'),
      '1.37',
      undefined,
      /the answer is HTML, not JSON \(text\/html\)/,
    ],
    [
      'may be XML',
      exchange('<?xml?>', ''),
      '1.37',
      undefined,
      /the answer is markup, not JSON \(no Content-Type\)/,
    ],
    ['may break off', exchange('{"a":', V2), '1.37', undefined, /JSON that breaks off after 5 characters/],
    [
      'may break off in a text',
      exchange('{"a', V2),
      '1.37',
      undefined,
      /JSON that breaks off after 3 characters/,
    ],
    [
      'may go on too long',
      exchange('{} x', V2),
      '1.37',
      undefined,
      /the answer is not JSON from character 4 on/,
    ],
    ['may have a mark', exchange('\ufeff{}', V2), '1.37', undefined, /begins with a byte order mark/],
    [
      'may have NaN',
      exchange('{"groups":[1,2,3,4,5,6,NaN,7,8,9,0]}', V2),
      '1.37',
      undefined,
      /from character 24 on/,
    ],
    ['may be a list', exchange('[]', V2), '1.37', undefined, /JSON, but no object/],
  ])('%s', (_, answer, kubectl, format, problem) => {
    const found = rootAnswer('apis', answer, kubectl);
    expect(found.format).toBe(format);
    expect(found.problem?.message ?? '').toMatch(problem ?? /^$/);
  });

  it.each<readonly [name: string, group: object, freshness: string, error: string | undefined]>([
    ['is found', { name: 'a', versions: [{ groupVersion: 'a/v1', version: 'v1' }] }, 'Current', undefined],
    [
      'has another name',
      { name: 'a', versions: [{ groupVersion: 'b/v1', version: 'v1' }] },
      'Stale',
      'the list of groups gives it groupVersion b/v1, so kubectl does not find it',
    ],
    [
      'has no name',
      { name: 'a', versions: [{ version: 'v1' }] },
      'Stale',
      'the list of groups gives it no groupVersion, so kubectl does not find it',
    ],
    [
      'has two slashes',
      { name: 'a/b', versions: [{ groupVersion: 'a/b/v1', version: 'v1' }] },
      'Stale',
      "kubectl cannot read 'a/b/v1' as a group and a version",
    ],
  ])('names a version that %s', (_, group, freshness, error) => {
    const { groups } = rootAnswer('apis', exchange({ kind: 'APIGroupList', groups: [group] }), '1.37');
    expect(groups[0]?.versions).toMatchObject([{ version: 'v1', freshness, error }]);
  });
});

describe('the answer of a group version', () => {
  const FOOS = [{ name: 'foos', kind: 'Foo', namespaced: true, verbs: ['get'] }];
  it.each<
    readonly [
      name: string,
      gv: string,
      answer: Exchange,
      names: readonly string[],
      problem: RegExp | undefined,
    ]
  >([
    ['lists resources', 'a/v1', exchange({ kind: 'APIResourceList', resources: FOOS }), ['foos'], undefined],
    ['may lack its kind', 'a/v1', exchange({ resources: FOOS }), ['foos'], undefined],
    [
      'may be for another version',
      'a/v1',
      exchange({ groupVersion: 'b/v9', resources: FOOS }),
      ['foos'],
      undefined,
    ],
    ['may come as HTML', 'a/v1', exchange({ resources: FOOS }, 'text/html'), ['foos'], undefined],
    [
      'may not be of another kind',
      'a/v1',
      exchange({ kind: 'PodList', resources: FOOS }),
      [],
      /the answer is of kind PodList, not an APIResourceList/,
    ],
    [
      'may not be a failure with 200',
      'a/v1',
      exchange({ kind: 'Status', message: 'boo' }),
      [],
      /the answer is of kind Status/,
    ],
    ['may not be empty', 'a/v1', exchange({ resources: [] }), [], /lists no resources/],
    [
      'may not be of other types',
      'a/v1',
      exchange({ resources: [{ ...FOOS[0], verbs: 'get' }] }),
      [],
      /malformed: resources\[0\]\.verbs is 'get', not a list/,
    ],
    [
      'may have subresources alone',
      'a/v1',
      exchange({ resources: [{ name: 'foos/status', kind: 'Foo' }] }),
      ['foos'],
      undefined,
    ],
    ['may be missing', 'a/v1', exchange('', '', 404), [], /does not have it \(404 X\)/],
    ['is empty where core v1 is missing', 'v1', exchange('', '', 404), [], /lists no resources/],
  ])('%s', (_, gv, answer, names, problem) => {
    const found = versionAnswer(gv, answer);
    expect(found.resources.map(({ name }) => name)).toEqual(names);
    expect(found.problem?.message ?? '').toMatch(problem ?? /^$/);
  });
});

describe('what is listed twice', () => {
  const foos = (kind = 'Foo') => resource('foos', kind);
  it.each<readonly [name: string, items: readonly object[], rows: readonly string[]]>([
    [
      'group: the last list of a version counts',
      [item('a', [version('v1', [foos()])]), item('a', [version('v1', [resource('bars', 'Bar')])])],
      ['a/v1 bars Bar'],
    ],
    [
      'group: each has a preferred version',
      [item('a', [version('v1', [foos()])]), item('a', [version('v2', [foos(), resource('bars', 'Bar')])])],
      ['a/v2 bars Bar', 'a/v2 foos Foo'],
    ],
    [
      'version: the last list counts',
      [item('a', [version('v1', [foos()]), version('v1', [resource('bars', 'Bar')])])],
      ['a/v1 bars Bar'],
    ],
    [
      'resource: the last counts',
      [item('a', [version('v1', [foos('One'), foos('Two')])])],
      ['a/v1 foos Two'],
    ],
    [
      'resource of another version: the first counts',
      [item('a', [version('v1', [resource('bars', 'Bar')]), version('v2', [foos('One'), foos('Two')])])],
      ['a/v1 bars Bar', 'a/v2 foos One'],
    ],
    [
      'stale versions count for nothing',
      [item('a', [version('v1', [foos()], 'Stale'), version('v2', [foos()], 'Rotten')])],
      ['a/v2 foos Foo'],
    ],
    ['a slash makes no resource', [item('a', [version('v1', [resource('foos/bar', 'Foo')])])], []],
  ])('%s', (_, items, rows) => {
    const { groups } = rootAnswer('apis', exchange(list(...items), V2), '1.37');
    const choice = {
      apiGroup: undefined,
      namespaced: undefined,
      verbs: [],
      categories: [],
      sortBy: 'group',
    } as const;
    expect(
      preferredRows(groups, choice).map(
        (row) => `${row.group}/${row.version} ${row.resource.name} ${row.resource.kind}`,
      ),
    ).toEqual(rows);
  });
});
