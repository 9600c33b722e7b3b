import { describe, expect, it } from 'vitest';
import { resolveJsonPath } from '../../../src/model/check/resolve-json-path.ts';
import { parseJsonPath } from '../../../src/model/json-path.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';

it.each([
  ['.spec.a', 'spec a'],
  ['.metadata.annotations.example\\.com/x', 'metadata annotations example.com/x'],
  [".spec['a.b'].c", 'spec a.b c'],
  ['.l[0].a', 'l [] a'],
  ['.l[*].a', 'l [] a'],
  ['.l[-1:]', 'l []'],
  ['.l[0:3:2]', 'l []'],
  ['.l[0,1]', 'l []'],
  ['.c[?(@.type=="Ready")].status', 'c [] status'],
  [".c[?(@.type=='a)b')].status", 'c [] status'],
  ['.spec.*', 'spec ?'],
  ['..name', '?'],
])('%s is %s', (text, steps) => {
  const words = parseJsonPath(text)?.map(
    (step) => ({ field: '', element: '[]', any: '?' })[step.kind] || ('name' in step ? step.name : ''),
  );
  expect(words?.join(' ')).toBe(steps);
});

it.each(['', 'spec', '.', '.spec.', '.a b', '.l[', '.l[]', '.l[x]', '.l["a"]', '.c[?(@.a]', '.{a}', '$.a'])(
  '%j is no path',
  (text) => {
    expect(parseJsonPath(text)).toBeUndefined();
  },
);

const schema: Schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        replicas: { type: 'integer' },
        ports: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
        limits: { type: 'object', additionalProperties: { type: 'number' } },
        any: { 'x-kubernetes-preserve-unknown-fields': true },
        open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
};

describe('a path through a schema', () => {
  it.each([
    ['.spec.replicas', 'integer'],
    ['.spec.ports[0].name', 'string'],
    ['.spec.limits.cpu', 'number'],
    ['.metadata.creationTimestamp', 'string'],
    ['.metadata.labels.app', 'string'],
    ['.kind', 'string'],
  ])('%s leads to a %s', (text, type) => {
    expect(resolveJsonPath(schema, parseJsonPath(text) ?? [])).toMatchObject({
      found: 'schema',
      schema: { type },
    });
  });

  it.each(['.spec.any', '.spec.any.x', '.spec.open.x[0]', '..name', '.spec.*'])(
    '%s leads to what is not known',
    (text) => {
      expect(resolveJsonPath(schema, parseJsonPath(text) ?? [])).toEqual({ found: 'unknown' });
    },
  );

  it.each([
    ['.spec.replica', ".spec has no field 'replica'", 'did you mean .spec.replicas?'],
    ['.status', "the object has no field 'status'", 'it has'],
    ['.spec.ports.name', '.spec.ports is a list', '.spec.ports[*].name'],
    ['.spec.replicas[0]', '.spec.replicas is no list', undefined],
    ['.spec.replicas.x', ".spec.replicas has no field 'x'", undefined],
  ])('%s leads nowhere', (text, message, hint) => {
    const resolved = resolveJsonPath(schema, parseJsonPath(text) ?? []);
    expect(resolved).toMatchObject({ found: 'nothing', message });
    if (hint !== undefined) expect(resolved).toMatchObject({ hint: expect.stringContaining(hint) });
  });
});
