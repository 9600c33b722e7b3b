import { expect, it } from 'vitest';
import { addRules } from '../../../src/model/schema/add-rules.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { parseRule, ruleFlag } from '../../../src/options/custom-resource/rule.ts';

it.each([
  ['spec: self.a <= self.b | a must not exceed b', 'self.a <= self.b', 'a must not exceed b'],
  ['spec: self.a || self.b', 'self.a || self.b', undefined],
  ['spec: self.a || self.b | one of a and b', 'self.a || self.b', 'one of a and b'],
  ["spec: self.a == 'x | y' | says | why", "self.a == 'x | y' | says", 'why'],
  ["spec: self.a == 'x | y'", "self.a == 'x | y'", undefined],
  ['spec: self.a == "it\\" | x" | message', 'self.a == "it\\" | x"', 'message'],
  ["spec: self.a.matches(r'^a\\d | b$')", "self.a.matches(r'^a\\d | b$')", undefined],
  ['spec: has(self.a) ? self.b : true', 'has(self.a) ? self.b : true', undefined],
])('reads %s', (source, rule, message) => {
  expect(parseRule(source)).toEqual({
    ok: true,
    value: {
      path: [{ kind: 'property', name: 'spec' }],
      rule: { rule, ...(message === undefined ? {} : { message }) },
    },
  });
});

it.each([
  [': self.metadata.name.size() < 10', []],
  ['.: self.metadata.name.size() < 10', []],
  [
    'spec.ports[]: self.a',
    [{ kind: 'property', name: 'spec' }, { kind: 'property', name: 'ports' }, { kind: 'item' }],
  ],
  [
    'spec.limits{}: self > 1',
    [{ kind: 'property', name: 'spec' }, { kind: 'property', name: 'limits' }, { kind: 'value' }],
  ],
])('finds the place in %s', (source, path) => {
  expect(parseRule(source)).toMatchObject({ ok: true, value: { path } });
});

it.each(['self.a > 1', 'spec:', 'spec..a: true', '.spec: true'])('refuses %s', (source) => {
  expect(parseRule(source)).toMatchObject({ ok: false, violations: [{ path: `--rule '${source}'` }] });
});

const SCHEMA: Schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        ports: { type: 'array', items: { type: 'object', properties: { port: { type: 'integer' } } } },
      },
    },
  },
};

function add(...sources: readonly string[]) {
  return addRules(
    SCHEMA,
    sources.map(parseRule).flatMap((parsed) => (parsed.ok ? [parsed.value] : [])),
  );
}

it('puts rules where they belong, one after another', () => {
  const { schema, violations } = add('spec.ports[]: self.port > 1', 'spec.ports[]: self.port < 9', ': true');
  expect(violations).toEqual([]);
  expect(schema['x-kubernetes-validations']).toEqual([{ rule: 'true' }]);
  expect(schema.properties?.['spec']?.properties?.['ports']?.items).toEqual({
    type: 'object',
    properties: { port: { type: 'integer' } },
    'x-kubernetes-validations': [{ rule: 'self.port > 1' }, { rule: 'self.port < 9' }],
  });
});

it.each([
  ['spec.prots[]: true', "spec has no field 'prots'", 'did you mean spec.ports?'],
  ['spec[]: true', 'spec is no list', undefined],
  ['spec.ports{}: true', 'spec.ports is no map', undefined],
  ['status: true', "the object has no field 'status'", 'it has spec'],
])('says where %s leads', (source, message, hint) => {
  expect(add(source).violations).toEqual([{ path: 'rules[0]', message, hint }]);
});

it('finds the flag of a rule again', () => {
  const sources = [
    'spec: true',
    'spec.ports[]: self.port > 1',
    'nowhere: true',
    'spec.ports[]: self.prot > 1',
  ];
  const { places } = add(...sources);
  const at = (path: string) => ruleFlag(path, places, sources);
  expect(at('versions[1].schema.spec.ports[].x-kubernetes-validations[1].rule')).toBe(
    `--rule '${sources[3]}'`,
  );
  expect(at('versions[0].schema.spec.x-kubernetes-validations[0].message')).toBe("--rule 'spec: true'");
  expect(at('versions[0].schema.spec.x-kubernetes-validations[1].rule')).toBeUndefined();
});
