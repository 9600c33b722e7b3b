import { describe, expect, it } from 'vitest';
import { checkServable } from '../../../src/model/check/check-servable.ts';
import type { CustomResource, CustomResourceVersion } from '../../../src/model/custom-resource.ts';
import { parseJsonPath } from '../../../src/model/json-path.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { STRING_FORMAT_NAMES } from '../../../src/model/value/string-formats.ts';
import { compileJsonPath } from '../../../templates/aa/typescript/src/server/representation/json-path.ts';
import { isInFormat } from '../../../templates/aa/typescript/src/server/schema/string-formats.ts';
import { fc } from '../../support/seeded-fast-check.ts';

function withColumn(jsonPath: string): CustomResource {
  const flags = { served: true, storage: true, deprecated: false, status: false, selectableFields: [] };
  const columns = [{ name: 'A', type: 'string', jsonPath, priority: 0 } as const];
  return {
    group: 'example.com',
    names: completeNames({ kind: 'A' }),
    scope: 'Namespaced',
    versions: [{ name: 'v1', ...flags, schema: { type: 'object' }, columns }],
    labels: {},
    annotations: {},
  };
}

/** @returns whether the library of the template compiles the path, which it does when a server starts */
function isCompiled(path: string): boolean {
  try {
    compileJsonPath(path);
    return true;
  } catch {
    return false;
  }
}

describe('a kind that k8s.io/apimachinery has in every group', () => {
  it.each([
    ['WatchEvent', 'apiserver', ['names.kind']],
    ['DeleteOptions', 'apiserver-runtime', ['names.kind']],
    ['ListOptions', 'net-http', []],
    ['PatchOptions', 'native', []],
    ['Status', 'apiserver', []],
  ] as const)('%s on %s: %j', (kind, library, paths) => {
    const named = { ...withColumn('.spec.a'), names: completeNames({ kind }) };
    expect(checkServable(named, library).map(({ path }) => path)).toEqual(paths);
  });
});

describe('a column of the scaffolded server', () => {
  it.each([
    '.spec.a',
    '.spec.*',
    ".metadata.annotations['a.b/c']",
    '.metadata.annotations.a\\.b',
    '.spec.l[0].a',
    '.spec.l[-1]',
    '.spec.l[*].a',
    '.c[?(@.type=="Ready")].status',
    ".c[?(@.a.b == 'x')].status",
  ])('may be %s', (path) => {
    expect(checkServable(withColumn(path), 'native')).toEqual([]);
    expect(isCompiled(path)).toBe(true);
  });

  it.each([
    ['.spec.l[0:1]', '[0:1]'],
    ['.spec.l[0,1]', '[0,1]'],
    ['..name', '..name'],
    [".spec['a\"b']", "['a\"b']"],
    ['.l[?(@.a>1)]', '[?(@.a>1)]'],
    ['.l[?(@.a[0:1]=="x")]', '[?(@.a[0:1]=="x")]'],
  ])('cannot be %s', (path, step) => {
    expect(isCompiled(path)).toBe(false);
    expect(checkServable(withColumn(path), 'native')).toMatchObject([
      { path: 'versions[0].columns[0]', message: expect.stringContaining(` ${step} `) },
    ]);
  });

  it('is compiled by the server wherever kx takes it', () => {
    const name = fc.constantFrom('.a', '.b-c', '.d\\.e', ".f['g.h/i']", '.*', '..k', '.l', '..*', "['m\"n']");
    const filters = ['@.a=="x"', "@.a.b=='x y'", '@.a', '@.a>1', '@.a!="x"', '@.l[0]=="x"', '@.l[:1]=="x"'];
    const texts = [
      '[0]',
      '[-1]',
      '[*]',
      '[1:]',
      '[0,2]',
      '[::2]',
      ...filters.map((filter) => `[?(${filter})]`),
    ];
    const paths = fc.array(fc.oneof(name, fc.constantFrom(...texts)), { minLength: 1, maxLength: 4 });
    const taken = paths
      .map((steps) => steps.join(''))
      .filter(
        (path) => parseJsonPath(path) !== undefined && checkServable(withColumn(path), 'native').length === 0,
      );
    fc.assert(fc.property(taken, isCompiled), { numRuns: 500 });
  });
});

const BASE = withColumn('.spec.a');
const FIELD = 'versions[0].schema.spec.a';

function withVersion(more: Partial<CustomResourceVersion>): CustomResource {
  return { ...BASE, versions: BASE.versions.map((version) => ({ ...version, ...more })) };
}

function withField(field: Schema): CustomResource {
  const spec = { type: 'object', properties: { a: field } } as const;
  return withVersion({ schema: { type: 'object', properties: { spec } } });
}

const WEBHOOK = { client: { url: 'https://example.com' }, reviewVersions: ['v1'] };

describe('a resource for the scaffolded server', () => {
  it.each<[string, CustomResource, readonly string[]]>([
    [
      'rules',
      withField({
        'x-kubernetes-validations': [
          { rule: 'self.foo(1)' },
          { rule: 'isURL(self)', messageExpression: "self + ' is none'" },
          { rule: 'true', messageExpression: 'foo' },
        ],
      }),
      [`${FIELD}.x-kubernetes-validations[0]`, `${FIELD}.x-kubernetes-validations[2]`],
    ],
    ['an immutable field', withField({ 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] }), []],
    ['an embedded object', withField({ type: 'object', 'x-kubernetes-embedded-resource': true }), [FIELD]],
    ['a format within anyOf', withField({ type: 'string', anyOf: [{ format: 'isbn' }] }), [FIELD]],
    [
      'anyOf, oneOf, allOf, not',
      withField({ anyOf: [{ minLength: 1 }], oneOf: [{}], allOf: [{}], not: {} }),
      [],
    ],
    [
      'limits of metadata',
      withVersion({ schema: { type: 'object', properties: { metadata: {} } } }),
      ['versions[0].schema.metadata'],
    ],
    ['scale', withVersion({ scale: { specReplicasPath: '.spec.a', statusReplicasPath: '.status.a-b' } }), []],
    [
      'scale of names with dots',
      withVersion({ scale: { specReplicasPath: '.spec.a\\.b', statusReplicasPath: '.status.a' } }),
      ['versions[0].scale.specReplicasPath'],
    ],
    ['selectable fields', withVersion({ selectableFields: ['.spec.a', '.spec.b.c'] }), []],
    [
      'selectable names with dots',
      withVersion({ selectableFields: ['.spec.a', '.spec.b\\.c'] }),
      ['versions[0].selectableFields[1]'],
    ],
    ['a webhook for one version', { ...BASE, conversion: WEBHOOK }, []],
    [
      'a webhook for two',
      { ...BASE, versions: [...BASE.versions, ...BASE.versions], conversion: WEBHOOK },
      [],
    ],
  ])('with %s', (_, resource, paths) => {
    expect(checkServable(resource, 'native').map(({ path }) => path)).toEqual(paths);
  });

  it('lets k8s.io/apiserver evaluate what kube-apiserver evaluates', () => {
    const rules = { type: 'string', 'x-kubernetes-validations': [{ rule: 'self != ""' }] } as const;
    const columns = [{ name: 'A', type: 'string', jsonPath: '.spec..a', priority: 0 }] as const;
    const resource = { ...withField(rules), conversion: WEBHOOK };
    const versions = resource.versions.flatMap((version) => [{ ...version, columns }, version]);
    expect(checkServable({ ...resource, versions }, 'apiserver')).toEqual([]);
    expect(checkServable({ ...resource, versions }, 'native')).not.toEqual([]);
  });

  it('has no rules on the library of Go that evaluates none', () => {
    const rules = [{ rule: 'self == oldSelf' }, { rule: 'true' }];
    const found = checkServable(withField({ 'x-kubernetes-validations': rules }), 'net-http');
    expect(found.map(({ path }) => path)).toEqual([FIELD, `${FIELD}.x-kubernetes-validations[1]`]);
  });

  it('has no more to say of a version that is not served', () => {
    const [first] = withVersion({ served: false, selectableFields: ['.spec.a\\.b'] }).versions;
    const versions = [...BASE.versions, ...(first === undefined ? [] : [first])];
    expect(checkServable({ ...BASE, versions }, 'native')).toEqual([]);
  });

  it.each(STRING_FORMAT_NAMES.filter((name) => name !== 'password'))(
    'may have the format %s if the server checks it',
    (format) => {
      const isChecked = !isInFormat('\u2603 is in no format', format);
      expect(checkServable(withField({ type: 'string', format }), 'native').length === 0).toBe(isChecked);
    },
  );
});
