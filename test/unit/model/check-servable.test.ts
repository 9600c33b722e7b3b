import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkServable } from '../../../src/model/check/check-servable.ts';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { parseJsonPath } from '../../../src/model/json-path.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import { compileJsonPath } from '../../../templates/aa/typescript/src/server/representation/json-path.ts';

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
    expect(checkServable(withColumn(path))).toEqual([]);
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
    expect(checkServable(withColumn(path))).toMatchObject([
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
      .filter((path) => parseJsonPath(path) !== undefined && checkServable(withColumn(path)).length === 0);
    fc.assert(fc.property(taken, isCompiled), { numRuns: 500 });
  });
});
