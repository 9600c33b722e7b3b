import { expect, it } from 'vitest';
import { loadCel } from '../../../src/model/cel/load-cel.ts';
import { checkRules } from '../../../src/model/check/check-rules.ts';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { brokenRules } from '../../../src/model/sample/broken-rules.ts';
import { ruledSample } from '../../../src/model/sample/ruled-sample.ts';
import { addRules } from '../../../src/model/schema/add-rules.ts';
import { validateValue } from '../../../src/model/value/validate-value.ts';
import { checkCustomResourceFlags } from '../../../src/options/custom-resource/answers.ts';
import { parseRule } from '../../../src/options/custom-resource/rule.ts';

const cel = await loadCel();

function resourceOf(field: readonly string[], rules: readonly string[]): CustomResource {
  const options = { kind: 'Thing', field };
  const checked = checkCustomResourceFlags({ options, fullName: 'things.example.com', defaultVersion: 'v1' });
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  const placed = rules.map(parseRule).flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
  const { resource } = checked.value;
  const versions = resource.versions.map((version) => {
    const { schema, violations } = addRules(version.schema, placed);
    expect([...violations, ...checkRules(schema, 'schema', cel)]).toEqual([]);
    return { ...version, schema };
  });
  return { ...resource, versions };
}

function samplesOf(field: readonly string[], ...rules: readonly string[]) {
  const resource = resourceOf(field, rules);
  return (['minimal', 'full'] as const).map((mode) => {
    const [version] = resource.versions;
    if (version === undefined) throw new Error('no version');
    const { object, warnings } = ruledSample(resource, { version, mode }, cel);
    const { apiVersion: _a, kind: _k, metadata: _m, ...body } = object;
    return {
      body,
      object,
      warnings,
      broken: brokenRules(version.schema, object, cel),
      invalid: validateValue(version.schema, body),
    };
  });
}

it.each<readonly [fields: readonly string[], rules: readonly string[]]>([
  [['spec.min:int32!', 'spec.max:int32!'], ['spec: self.min < self.max']],
  [
    ['spec.min:int32!{min=0,max=9}', 'spec.n:int32!{min=0,max=9}', 'spec.max:int32!{min=0,max=9}'],
    ['spec: self.min <= self.n && self.n <= self.max', 'spec: self.max - self.min > 3'],
  ],
  [['spec:object!', 'spec.a:string', 'spec.b:string'], ['spec: has(self.a) || has(self.b)']],
  [['spec:object!', 'spec.a:string', 'spec.b:string'], ['spec: has(self.a) != has(self.b)']],
  [['spec:object!', 'spec.a:string', 'spec.b:string'], ['spec: [has(self.a), has(self.b)].exists_one(x, x)']],
  [
    ['spec.type:string!{enum=A|B}', 'spec.a:string', 'spec.b:string'],
    ["spec: self.type == 'A' ? has(self.a) && !has(self.b) : has(self.b)"],
  ],
  [['spec.type:string!{enum=A|B}'], ["spec: self.type == 'B'"]],
  [['spec.type:string!{enum=A|B}'], ["spec.type: self != 'A'"]],
  [['spec.name:string!'], ["spec: self.name.startsWith('x-')"]],
  [['spec.name:string'], [": self.metadata.name == 'cluster'"]],
  [['spec.name:string'], [": self.metadata.name.matches('^(.+\\\\.)?(a|b)?\\\\.example\\\\.com$')"]],
  [['spec.name:string!'], ["spec: self.name == 'fixed'"]],
  [['spec.name:string!{maxLength=20}'], ["spec.name: self.endsWith('example') && self.contains('exam')"]],
  [['spec.on:boolean!'], ['spec: !self.on']],
  [['spec.replicas:int32=1'], ['spec: self.replicas > 2']],
  [['spec.tags:string[]!'], ['spec: self.tags.size() >= 2']],
  [['spec.tags:string[]!'], ['spec: self.tags.size() == 0']],
  [['spec.ports[].name:string!', 'spec.ports[].port:int32!'], ['spec.ports[]: self.port > 1000']],
  [['spec.limits:map<int32>'], ['spec.limits{}: self >= 5']],
  [['spec.until:date-time!'], ["spec: self.until > timestamp('2020-01-01T00:00:00Z')"]],
  [['spec.wait:duration!'], ["spec: self.wait >= duration('1m')"]],
  [['spec.size:quantity!'], ["spec: self.size == '1Gi' || true"]],
  [['spec.port:int-or-string!'], ["spec: type(self.port) == string ? self.port == '80' : self.port > 99"]],
  [['spec.a:string'], [': self.metadata.name.size() > 3']],
  [['spec.a:string!'], ['spec: self == oldSelf']],
  [
    ['spec:object!', 'spec.host:string', 'spec.nested.value:int32!'],
    ['spec: has(self.nested) && self.nested.value > 41'],
  ],
  [['spec.a:string', 'spec.b:string'], ["spec: self.?a.orValue('') != self.?b.orValue('')"]],
])('of %j satisfy %j', (fields, rules) => {
  for (const { broken, invalid, warnings } of samplesOf(fields, ...rules)) {
    expect({ broken, invalid, warnings }).toEqual({ broken: [], invalid: [], warnings: [] });
  }
});

it('changes nothing where nothing is broken', () => {
  const [minimal] = samplesOf(['spec.a:string!', 'spec.n:int32'], 'spec: self.a != ""');
  expect(minimal?.body).toEqual({ spec: { a: 'example' } });
});

it('names the rule that it could not mend', () => {
  const [minimal] = samplesOf(['spec.a:string!'], "spec: self.a.size() == 97 && self.a.contains('zz')");
  expect(minimal?.warnings).toEqual([
    expect.objectContaining({
      path: 'samples/minimal.yaml',
      message: "the sample does not satisfy the rule 'self.a.size() == 97 && self.a.contains('zz')' of spec",
    }),
  ]);
});

it('knows the functions that Kubernetes adds', () => {
  const rule = "spec: semver('1.2.3').major() == 1 && self.a == 'x'";
  const [minimal] = samplesOf(['spec.a:string!'], rule);
  expect(minimal?.warnings).toEqual([]);
  expect(minimal?.object).toMatchObject({ spec: { a: 'x' } });
});
