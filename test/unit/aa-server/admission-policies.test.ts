import { expect, it } from 'vitest';
import type { Attributes } from '../../../templates/aa/typescript/src/server/admission/attributes.ts';
import { askMutatingPolicies } from '../../../templates/aa/typescript/src/server/admission/policies/mutating-policies.ts';
import { askPolicies } from '../../../templates/aa/typescript/src/server/admission/policies/validating-policies.ts';
import { createReinvocation } from '../../../templates/aa/typescript/src/server/admission/reinvocation.ts';
import type { JsonObject } from '../../../templates/aa/typescript/src/server/api/json.ts';
import { widgetKind } from './widget-kinds.ts';

/*
 * Sentences were seen with kube-apiserver, where test/cluster/aa-admission.test.ts looks at them again.
 */

const { group, version, kind, plural, schema } = widgetKind;
const same = (object: JsonObject): JsonObject => object;
const attributes = (object: JsonObject, more: Partial<Attributes> = {}): Attributes => ({
  operation: 'CREATE',
  group,
  plural,
  subresource: '',
  namespace: 'default',
  name: 'a',
  object,
  oldObject: null,
  options: null,
  dryRun: false,
  user: { name: 'alice', uid: '', groups: ['g'], extra: {}, source: 'front-proxy' },
  seen: { version, kind: { group, version, kind }, schema, show: same, takeBack: same },
  equivalents: [],
  ...more,
});
const widget = (spec: JsonObject): JsonObject => ({
  apiVersion: `${group}/${version}`,
  kind,
  metadata: { name: 'a' },
  spec,
});

const warnings: string[] = [];
const means = {
  findNamespace: async () => ({ metadata: { labels: { tier: 'gold' }, managedFields: [] } }),
  findParams: async () => [{ data: { max: '2' } }],
  authorizer: (user: { readonly name: string }) => ({ allowed: user.name === 'alice', reason: 'rbac' }),
  told: { warn: (text: string) => void warnings.push(text), annotate: () => {} },
};
const rules = [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }];
const bound = <Spec extends object>(spec: Spec) => ({
  policies: [{ metadata: { name: 'p' }, spec: { matchConstraints: { resourceRules: rules }, ...spec } }],
  bindings: [
    {
      metadata: { name: 'b' },
      spec: { policyName: 'p', validationActions: ['Deny'], paramRef: { name: 'x' } },
    },
  ],
});

it.each<[expression: string, more: object, message: string | undefined]>([
  ['object.spec.size < 3', {}, 'failed expression: object.spec.size < 3'],
  ['object.spec.size == 3 && oldObject == null && object != null', {}, undefined],
  ['request.operation + request.userInfo.username == "CREATEalice" && !request.dryRun', {}, undefined],
  [
    'namespaceObject.metadata.labels.tier == "gold" && !has(namespaceObject.metadata.managedFields)',
    {},
    undefined,
  ],
  ['variables.twice == 6', { variables: [{ name: 'twice', expression: 'object.spec.size * 2' }] }, undefined],
  [
    'variables.x == 1',
    { variables: [{ name: 'x', expression: 'object.nothing' }] },
    `expression 'variables.x == 1' resulted in error: composited variable "x" fails to evaluate: no such key: nothing`,
  ],
  ['int(params.data.max) == 2', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }, undefined],
  ['authorizer.group("").resource("pods").namespace("x").name("y").check("get").allowed()', {}, undefined],
  [
    'authorizer.serviceAccount("a", "b").path("/x").check("get").allowed()',
    {},
    'failed expression: authorizer.serviceAccount("a", "b").path("/x").check("get").allowed()',
  ],
  ['authorizer.requestResource.subresource("scale").check("update").reason() == "rbac"', {}, undefined],
  [
    'authorizer.path(" ").check("get").errored()',
    {},
    `expression 'authorizer.path(" ").check("get").errored()' resulted in error: path must not be empty`,
  ],
  ['object.spec.nothing == 1', { failurePolicy: 'Ignore' }, undefined],
  [
    '[1, 2].all(x, object.spec.size / (x - 1) > 0)',
    {},
    "expression '[1, 2].all(x, object.spec.size / (x - 1) > 0)' resulted in error: division by zero",
  ],
  ['false', { matchConditions: [{ name: 'c', expression: 'object.spec.size > 3' }] }, undefined],
  ['false', { matchConstraints: { resourceRules: [{ ...rules[0], operations: ['UPDATE'] }] } }, undefined],
  ['false', { matchConstraints: { objectSelector: { matchLabels: { a: 'b' } } } }, undefined],
  [
    'false',
    {
      matchConstraints: {
        namespaceSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['gold'] }] },
      },
    },
    undefined,
  ],
])('a policy: %s', async (expression, more, message) => {
  const asked = askPolicies(attributes(widget({ size: 3 })), {
    ...means,
    ...bound({ validations: [{ expression }], ...more }),
  });
  if (message === undefined) return expect(asked).resolves.toBeUndefined();
  await expect(asked).rejects.toThrow(
    `widgets.demo.kx.dev "a" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ${message}`,
  );
});

it.each<[expression: string, spec: JsonObject | string]>([
  ['Object{spec: Object.spec{size: object.spec.size + 1, ?colour: optional.none()}}', { size: 4 }],
  ['Object{metadata: Object.metadata{labels: {"a": "b"}}}', { size: 3 }],
  [
    'Object{spec: Object.spec{nothing: 1}}',
    'error applying patch: failed to convert patch object to typed object: .spec.nothing: field not declared in schema',
  ],
  [
    'Object{spec: Object.spec{size: object.spec.x}}',
    "expression 'Object{spec: Object.spec{size: object.spec.x}}' resulted in error: no such key: x",
  ],
  ['[JSONPatch{op: "replace", path: "/spec/size", value: 9}]', { size: 9 }],
  [
    '[JSONPatch{op: "test", path: "/spec/size", value: 1}, JSONPatch{op: "remove", path: "/spec"}]',
    { size: 3 },
  ],
  [
    '[JSONPatch{op: "add", path: "/spec/" + jsonpatch.escapeKey("a/b~c"), value: [true, null, 1.5]}]',
    { size: 3, 'a/b~c': [true, null, 1.5] },
  ],
])('a policy that changes objects: %s', async (expression, expected) => {
  const isPatch = expression.startsWith('[');
  const mutation = isPatch
    ? { patchType: 'JSONPatch', jsonPatch: { expression } }
    : { patchType: 'ApplyConfiguration', applyConfiguration: { expression } };
  const asked = askMutatingPolicies(attributes(widget({ size: 3 })), {
    ...means,
    ...bound({ mutations: [mutation] }),
    again: createReinvocation<string>(),
  });
  if (typeof expected !== 'string') return expect(asked).resolves.toMatchObject({ spec: expected });
  await expect(asked).rejects.toThrow(`policy 'p' with binding 'b' denied request: ${expected}`);
});
