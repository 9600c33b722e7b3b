import type { Ask } from '../conformance/exchange.ts';
import { API_VERSION, BASE, FIXTURE } from '../conformance/fixture.ts';
import type { AdmissionRequest } from '../conformance/means.ts';

const { group, plural, kind } = FIXTURE;

/** What is registered for the namespace of a case. */
export type Registration = {
  readonly mutating?: readonly object[];
  readonly validating?: readonly object[];
  readonly policies?: readonly BoundPolicy[];
  /** Policies that change objects. */
  readonly changing?: readonly BoundPolicy[];
};

type BoundPolicy = { readonly spec: object; readonly binding?: object };

/** Requests in a namespace of their own, and who has a say in them there. */
export type AdmissionCase = readonly [
  title: string,
  registration: Registration,
  requests: (widgets: string) => readonly Ask[],
];

const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

const widget = (name: string, more: object = {}) => ({
  apiVersion: API_VERSION,
  kind,
  metadata: { name },
  spec: { size: 3 },
  ...more,
});

const post = (widgets: string, name: string, more: object = {}): Ask => ({
  path: widgets,
  body: widget(name, more),
});
const create =
  (...names: readonly string[]) =>
  (widgets: string): readonly Ask[] =>
    names.map((name) => post(widgets, name));

/** A webhook on everything that is done to widgets, at a path of the test's own webhook. */
const hook = (path: string, more: object = {}) => ({
  path,
  rules: [{ apiGroups: [group], apiVersions: ['*'], operations: ['*'], resources: [plural, `${plural}/*`] }],
  ...more,
});

const onAll = [
  { apiGroups: [group], apiVersions: ['*'], operations: ['*'], resources: [`${plural}/*`, plural] },
];
const policy = (validations: readonly object[], more: object = {}, binding: object = {}) => ({
  spec: { matchConstraints: { resourceRules: onAll }, validations, ...more },
  binding,
});

const configures = (...expressions: readonly string[]) =>
  expressions.map((expression) => ({ patchType: 'ApplyConfiguration', applyConfiguration: { expression } }));
const patches = (...expressions: readonly string[]) =>
  expressions.map((expression) => ({ patchType: 'JSONPatch', jsonPatch: { expression } }));
const change = (mutations: readonly object[], more: object = {}, binding: object = {}) => ({
  spec: {
    matchConstraints: { resourceRules: onAll },
    mutations,
    reinvocationPolicy: 'Never',
    ...more,
  },
  binding,
});

/** Each way to write, one after the other. */
const everyWrite = (widgets: string): readonly Ask[] => {
  const w = `${widgets}/w`;
  return [
    {
      path: `${widgets}?fieldManager=me&fieldValidation=Strict`,
      body: widget('w', { status: { phase: 'x' } }),
    },
    { path: widgets, body: { ...widget('w'), metadata: { generateName: 'g-' } } },
    { path: `${widgets}?dryRun=All`, body: widget('dry') },
    { method: 'PATCH', path: w, type: MERGE, body: { spec: { size: 4 } } },
    { method: 'PATCH', path: w, type: MERGE, body: { spec: { size: 4 } } },
    { method: 'PATCH', path: `${w}/status`, type: MERGE, body: { status: { phase: 'Ready' } } },
    { method: 'PATCH', path: `${w}/scale`, type: MERGE, body: { spec: { replicas: 2 } } },
    {
      method: 'PATCH',
      path: `${w}?fieldManager=me&force=true`,
      type: APPLY,
      body: widget('w', { spec: { size: 5 } }),
    },
    { method: 'PATCH', path: `${widgets}/new?fieldManager=me`, type: APPLY, body: widget('new') },
    {
      method: 'PUT',
      path: w,
      body: widget('w', { metadata: { name: 'w', resourceVersion: '1' }, status: { phase: 'Ready' } }),
    },
    { method: 'DELETE', path: `${w}?dryRun=All` },
    {
      method: 'DELETE',
      path: w,
      body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
    },
    { method: 'DELETE', path: widgets },
  ];
};

/** Webhooks and policies, each in a namespace with the number of its line. */
export const ADMISSION_CASES: readonly AdmissionCase[] = [
  ['every write is asked of', { mutating: [hook('/allow')], validating: [hook('/allow')] }, everyWrite],
  ['a webhook denies with a message', { validating: [hook('/deny')] }, create('a')],
  ['a webhook denies without a word', { validating: [hook('/deny-silently')] }, create('a')],
  ['a webhook denies with a reason alone', { validating: [hook('/deny-reason')] }, create('a')],
  ['a webhook denies with a status of its own', { validating: [hook('/deny-status')] }, create('a')],
  ['a mutating webhook denies', { mutating: [hook('/deny')] }, create('a')],
  [
    'a deletion is denied',
    { validating: [hook('/deny-delete')] },
    (widgets) => [
      post(widgets, 'a'),
      { method: 'DELETE', path: `${widgets}/a` },
      { method: 'DELETE', path: widgets },
      { path: `${widgets}/a` },
    ],
  ],
  [
    'a webhook changes the object',
    { mutating: [hook('/label')], validating: [hook('/allow')] },
    (widgets) => [
      post(widgets, 'a'),
      { path: `${widgets}/a` },
      { method: 'PATCH', path: `${widgets}/a?fieldManager=x`, type: APPLY, body: widget('a') },
      { method: 'PATCH', path: `${widgets}/a`, type: MERGE, body: { metadata: { labels: null } } },
      { method: 'PATCH', path: `${widgets}/b?fieldManager=x`, type: APPLY, body: widget('b') },
    ],
  ],
  [
    'webhooks change the object in turn',
    { mutating: [hook('/label'), hook('/bigger'), hook('/allow')] },
    create('a'),
  ],
  [
    'a webhook is asked again',
    { mutating: [hook('/bigger', { reinvocationPolicy: 'IfNeeded' }), hook('/label')] },
    create('a'),
  ],
  [
    'a webhook is asked once where nothing changed since',
    { mutating: [hook('/label'), hook('/bigger', { reinvocationPolicy: 'IfNeeded' })] },
    create('a'),
  ],
  ['a webhook makes the object invalid', { mutating: [hook('/invalid')] }, create('a')],
  ['a webhook sets a field that is not known', { mutating: [hook('/unknown-field')] }, create('a')],
  [
    'a webhook mends what is invalid',
    { mutating: [hook('/bigger')] },
    (widgets) => [post(widgets, 'a', { spec: { size: 11 } })],
  ],
  ['a webhook sets the status of a new object', { mutating: [hook('/status')] }, create('a')],
  ['a webhook renames the object', { mutating: [hook('/rename')] }, create('a')],
  ['a patch does not apply', { mutating: [hook('/bad-patch')] }, create('a')],
  [
    'a patch of a deletion',
    { mutating: [hook('/label-always')] },
    (widgets) => [
      { path: `${widgets}?dryRun=All`, body: widget('a') },
      post(widgets, 'a'),
      { method: 'DELETE', path: `${widgets}/a` },
    ],
  ],
  ['a validating webhook gives a patch', { validating: [hook('/label-always')] }, create('a')],
  ['a patch without its type', { mutating: [hook('/untyped-patch')] }, create('a')],
  ['a patch of another type', { mutating: [hook('/other-patch')] }, create('a')],
  ['another uid comes back', { validating: [hook('/other-uid')] }, create('a')],
  ['nothing comes back', { validating: [hook('/nothing')] }, create('a')],
  [
    'the older review',
    { mutating: [hook('/label', { admissionReviewVersions: ['v2', 'v1beta1', 'v1'] })] },
    create('a'),
  ],
  ['warnings are passed on', { validating: [hook('/warn')], mutating: [hook('/warn')] }, create('a')],
  [
    'failures are passed over',
    {
      validating: [hook('/nothing', { failurePolicy: 'Ignore' })],
      mutating: [hook('/nothing', { failurePolicy: 'Ignore' })],
    },
    create('a'),
  ],
  [
    'nobody answers',
    { validating: [hook('/allow', { clientConfig: { url: 'https://localhost:1/x' } })] },
    create('a'),
  ],
  [
    'nobody answers, which is passed over',
    {
      mutating: [hook('/allow', { failurePolicy: 'Ignore', clientConfig: { url: 'https://localhost:1/x' } })],
    },
    create('a'),
  ],
  [
    'rules for some operations',
    { validating: [hook('/deny', { rules: [{ ...onAll[0], operations: ['UPDATE', 'DELETE'] }] })] },
    (widgets) => [
      post(widgets, 'a'),
      { method: 'PATCH', path: `${widgets}/a`, type: MERGE, body: { spec: { size: 4 } } },
      { method: 'PATCH', path: `${widgets}/a/status`, type: MERGE, body: { status: { phase: 'x' } } },
    ],
  ],
  [
    'rules for subresources',
    { validating: [hook('/deny', { rules: [{ ...onAll[0], resources: [`${plural}/status`] }] })] },
    (widgets) => [
      post(widgets, 'a'),
      { method: 'PATCH', path: `${widgets}/a`, type: MERGE, body: { spec: { size: 4 } } },
      { method: 'PATCH', path: `${widgets}/a/status`, type: MERGE, body: { status: { phase: 'x' } } },
      { method: 'PATCH', path: `${widgets}/a/scale`, type: MERGE, body: { spec: { replicas: 4 } } },
    ],
  ],
  [
    'rules for every resource of every group',
    {
      validating: [
        hook('/deny', {
          rules: [
            {
              apiGroups: ['*'],
              apiVersions: ['*'],
              operations: ['*'],
              resources: ['*/*'],
              scope: 'Namespaced',
            },
          ],
        }),
      ],
    },
    create('a'),
  ],
  [
    'rules for another version',
    { validating: [hook('/deny', { rules: [{ ...onAll[0], apiVersions: ['v9'] }] })] },
    create('a'),
  ],
  [
    'rules for what is in no namespace',
    { validating: [hook('/deny', { rules: [{ ...onAll[0], scope: 'Cluster' }] })] },
    create('a'),
  ],
  [
    'an object selector',
    {
      validating: [
        hook('/deny', {
          objectSelector: {
            matchExpressions: [
              { key: 'a', operator: 'NotIn', values: ['b'] },
              { key: 'c', operator: 'Exists' },
            ],
          },
        }),
      ],
    },
    (widgets) => [
      post(widgets, 'a', { metadata: { name: 'a', labels: { c: 'd' } } }),
      post(widgets, 'b', { metadata: { name: 'b', labels: { a: 'b', c: 'd' } } }),
      post(widgets, 'c'),
      { method: 'PATCH', path: `${widgets}/c`, type: MERGE, body: { metadata: { labels: { c: 'x' } } } },
      {
        method: 'PATCH',
        path: `${widgets}/b`,
        type: MERGE,
        body: { metadata: { labels: { a: 'x', c: null } } },
      },
    ],
  ],
  [
    'conditions',
    {
      validating: [
        hook('/deny', {
          matchConditions: [
            { name: 'big', expression: "object.spec.size > 3 && request.operation == 'CREATE'" },
            { name: 'who', expression: "'system:masters' in request.userInfo.groups" },
          ],
        }),
      ],
    },
    (widgets) => [post(widgets, 'a'), post(widgets, 'b', { spec: { size: 4 } })],
  ],
  [
    'a condition that fails',
    {
      validating: [
        hook('/deny', { matchConditions: [{ name: 'x', expression: 'object.spec.nothing == 1' }] }),
      ],
    },
    create('a'),
  ],
  [
    'two conditions that fail',
    {
      mutating: [
        hook('/deny', {
          matchConditions: [
            { name: 'x', expression: 'object.spec.nothing == 1' },
            { name: 'y', expression: 'object.spec.none == 1' },
          ],
        }),
      ],
    },
    create('a'),
  ],
  [
    'a condition that fails is passed over',
    {
      validating: [
        hook('/deny', {
          failurePolicy: 'Ignore',
          matchConditions: [{ name: 'x', expression: 'object.spec.nothing == 1' }],
        }),
      ],
    },
    create('a'),
  ],
  [
    'a condition about rights',
    {
      validating: [
        hook('/deny', {
          matchConditions: [
            {
              name: 'x',
              expression:
                "authorizer.group('').resource('pods').namespace('x').check('get').allowed() && authorizer.requestResource.check('create').allowed()",
            },
          ],
        }),
      ],
    },
    create('a'),
  ],

  [
    'a policy with a message',
    {
      policies: [policy([{ expression: 'object == null || object.spec.size > 5', message: ' too small ' }])],
    },
    everyWrite,
  ],
  ['a policy without one', { policies: [policy([{ expression: ' object.spec.size > 5 ' }])] }, create('a')],
  [
    'a policy with one that is made',
    {
      policies: [
        policy([
          { expression: 'object.spec.size > 5', messageExpression: "'size is ' + string(object.spec.size)" },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'a message that cannot be made',
    {
      policies: [
        policy([
          {
            expression: 'object.spec.size > 5',
            message: 'm',
            messageExpression: "'size is ' + object.spec.nothing",
          },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'a message of two lines',
    { policies: [policy([{ expression: 'false', message: 'm', messageExpression: "'a\\nb'" }])] },
    create('a'),
  ],
  ['a reason', { policies: [policy([{ expression: 'false', reason: 'Forbidden' }])] }, create('a')],
  [
    'another reason',
    { policies: [policy([{ expression: 'false', reason: 'RequestEntityTooLarge' }])] },
    create('a'),
  ],
  [
    'several validations',
    {
      policies: [
        policy([
          { expression: 'true' },
          { expression: 'false', message: 'second' },
          { expression: 'false', message: 'third' },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'a warning alone',
    {
      policies: [
        policy([{ expression: 'false', message: 'odd' }], {}, { validationActions: ['Warn', 'Audit'] }),
      ],
    },
    create('a'),
  ],
  [
    'a warning and a denial',
    {
      policies: [
        policy([{ expression: 'true' }], {}, { validationActions: ['Warn'] }),
        policy([{ expression: 'false', message: 'no' }]),
      ],
    },
    create('a'),
  ],
  [
    'an expression that fails',
    { policies: [policy([{ expression: 'object.spec.nothing == 1' }])] },
    create('a'),
  ],
  [
    'an expression that fails is passed over',
    { policies: [policy([{ expression: 'object.spec.nothing == 1' }], { failurePolicy: 'Ignore' })] },
    create('a'),
  ],
  [
    'conditions of a policy',
    {
      policies: [
        policy([{ expression: 'false' }], {
          matchConditions: [{ name: 'a', expression: "object.metadata.name == 'b'" }],
        }),
      ],
    },
    create('a', 'b'),
  ],
  [
    'a condition of a policy that fails',
    {
      policies: [
        policy([{ expression: 'true' }], { matchConditions: [{ name: 'a', expression: 'object.x.y == 1' }] }),
      ],
    },
    create('a'),
  ],
  [
    'variables',
    {
      policies: [
        policy(
          [{ expression: 'variables.twice < 6', messageExpression: "'twice is ' + string(variables.twice)" }],
          {
            variables: [
              { name: 'size', expression: 'object.spec.size' },
              { name: 'twice', expression: 'variables.size * 2' },
            ],
          },
        ),
      ],
    },
    create('a'),
  ],
  [
    'a variable that fails',
    {
      policies: [
        policy([{ expression: 'variables.x == 1' }], {
          variables: [{ name: 'x', expression: 'object.spec.nothing' }],
        }),
      ],
    },
    create('a'),
  ],
  [
    'a variable that fails and is not asked for',
    {
      policies: [
        policy([{ expression: 'true || variables.x == 1' }], {
          variables: [{ name: 'x', expression: 'object.spec.nothing' }],
        }),
      ],
    },
    create('a'),
  ],
  [
    'the namespace',
    {
      policies: [
        policy([
          {
            expression: "namespaceObject.metadata.labels['colour'] != 'red'",
            messageExpression: "namespaceObject.metadata.labels['colour']",
          },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'the request',
    {
      policies: [
        policy([
          {
            expression: 'false',
            messageExpression:
              "request.operation + ' ' + request.name + ' ' + request.namespace + ' ' + request.resource.resource + ' ' + request.kind.kind + ' ' + request.userInfo.username + ' ' + string(request.dryRun)",
          },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'the rights of the user',
    {
      policies: [
        policy([
          { expression: "!authorizer.path('/metrics').check('get').allowed()" },
          {
            expression:
              "authorizer.serviceAccount('default', 'nobody').group('').resource('pods').check('list').allowed()",
          },
        ]),
      ],
    },
    create('a'),
  ],
  [
    'a right in a variable',
    {
      policies: [
        policy(
          [
            {
              expression: "!variables.may || authorizer.group('a').resource('b').check('c').reason() == 'x'",
            },
          ],
          {
            variables: [{ name: 'may', expression: "authorizer.requestResource.check('delete').allowed()" }],
          },
        ),
      ],
    },
    create('a'),
  ],
  [
    'an update',
    {
      policies: [
        policy([
          {
            expression: "request.operation != 'UPDATE' || object.spec.size >= oldObject.spec.size",
            message: 'must not shrink',
          },
        ]),
      ],
    },
    (widgets) => [
      post(widgets, 'a'),
      { method: 'PATCH', path: `${widgets}/a`, type: MERGE, body: { spec: { size: 2 } } },
      { method: 'PATCH', path: `${widgets}/a`, type: MERGE, body: { spec: { size: 4 } } },
    ],
  ],
  [
    'a deletion',
    {
      policies: [
        policy([
          { expression: "request.operation != 'DELETE' || oldObject.spec.size > 3", message: 'is kept' },
        ]),
      ],
    },
    (widgets) => [
      post(widgets, 'a'),
      { method: 'DELETE', path: `${widgets}/a` },
      { method: 'DELETE', path: widgets },
    ],
  ],
  [
    'parameters',
    {
      policies: [
        policy(
          [
            {
              expression: 'object.spec.size < int(params.data.max)',
              messageExpression: "'at most ' + params.data.max",
            },
          ],
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { name: 'max', parameterNotFoundAction: 'Deny' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'parameters that are selected',
    {
      policies: [
        policy(
          [
            {
              expression: 'object.spec.size < int(params.data.max)',
              messageExpression: "'at most ' + params.data.max",
            },
          ],
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { selector: { matchLabels: { kind: 'limit' } }, parameterNotFoundAction: 'Deny' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'parameters that are not there',
    {
      policies: [
        policy(
          [{ expression: 'true' }],
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { name: 'nothing', parameterNotFoundAction: 'Deny' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'parameters that need not be there',
    {
      policies: [
        policy(
          [{ expression: 'false' }],
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { name: 'nothing', parameterNotFoundAction: 'Allow' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'names',
    {
      policies: [
        policy([{ expression: 'false' }], {
          matchConstraints: { resourceRules: [{ ...onAll[0], resourceNames: ['b'] }] },
        }),
      ],
    },
    create('a', 'b'),
  ],
  [
    'what is left out',
    {
      policies: [
        policy([{ expression: 'false' }], {
          matchConstraints: {
            resourceRules: onAll,
            excludeResourceRules: [{ ...onAll[0], resourceNames: ['b'] }],
          },
        }),
      ],
    },
    create('a', 'b'),
  ],
  [
    'a binding for some',
    {
      policies: [
        policy(
          [{ expression: 'false' }],
          {},
          { matchResources: { objectSelector: { matchLabels: { a: 'b' } } } },
        ),
      ],
    },
    (widgets) => [post(widgets, 'a'), post(widgets, 'b', { metadata: { name: 'b', labels: { a: 'b' } } })],
  ],
  [
    'numbers, times and nulls',
    {
      policies: [
        policy(
          [
            {
              expression: 'false',
              messageExpression:
                "string(type(object.spec.size) == int) + ' ' + string(has(object.status)) + ' ' + string(object.metadata.?labels.hasValue()) + ' ' + string(oldObject == null) + ' ' + string(params == null)",
            },
          ],
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'a policy sets fields',
    {
      changing: [change(configures("Object{spec: Object.spec{colour: 'red', size: object.spec.size + 1}}"))],
    },
    (widgets) => [
      post(widgets, 'a'),
      { path: `${widgets}/a` },
      { method: 'PATCH', path: `${widgets}/a?fieldManager=x`, type: APPLY, body: widget('a') },
      { method: 'DELETE', path: `${widgets}/a` },
    ],
  ],
  [
    'a policy sets labels and items',
    {
      changing: [
        change(
          configures(
            "Object{metadata: Object.metadata{labels: {'a': 'b'}}, spec: Object.spec{ports: [Object.spec.ports{name: 'web', port: 80}], tags: ['t'], limits: {'cpu': '1'}}}",
          ),
        ),
      ],
    },
    (widgets) => [
      post(widgets, 'a', {
        spec: { ports: [{ name: 'web' }, { name: 'x', port: 1 }], tags: ['u'], limits: { m: '2' } },
      }),
      post(widgets, 'b'),
    ],
  ],
  [
    'a policy sets what is not known',
    { changing: [change(configures('Object{spec: Object.spec{nothing: 1}}'))] },
    create('a'),
  ],
  [
    'a policy sets what another type has',
    { changing: [change(configures("Object{spec: Object.spec{size: 'large'}}"))] },
    create('a'),
  ],
  [
    'a policy sets a part of what is one',
    {
      changing: [
        change(
          configures(
            "Object{metadata: Object.metadata{ownerReferences: [Object.metadata.ownerReferences{uid: 'x', name: 'y'}]}}",
          ),
        ),
      ],
    },
    create('a'),
  ],
  [
    'a policy patches',
    {
      changing: [
        change(
          patches(
            "[JSONPatch{op: 'test', path: '/spec/size', value: 3}, JSONPatch{op: 'add', path: '/metadata/labels', value: {'x': 'y'}}, JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('example.com/a~b'), value: 'c'}]",
          ),
        ),
      ],
    },
    (widgets) => [post(widgets, 'a'), post(widgets, 'b', { spec: { size: 4 } })],
  ],
  [
    'a patch of a policy does not apply',
    { changing: [change(patches("[JSONPatch{op: 'remove', path: '/spec/nothing'}]"))] },
    create('a'),
  ],
  [
    'a mutation that fails',
    { changing: [change(configures('Object{spec: Object.spec{size: object.spec.nothing}}'))] },
    create('a'),
  ],
  [
    'a mutation that fails is passed over',
    {
      changing: [
        change(
          configures(
            'Object{spec: Object.spec{size: object.spec.nothing}}',
            "Object{spec: Object.spec{colour: 'red'}}",
          ),
          {
            failurePolicy: 'Ignore',
          },
        ),
      ],
    },
    create('a'),
  ],
  [
    'several mutations, variables and conditions',
    {
      changing: [
        change(
          configures(
            'Object{spec: Object.spec{size: variables.next}}',
            'Object{spec: Object.spec{replicas: object.spec.size}}',
          ),
          {
            variables: [{ name: 'next', expression: 'object.spec.size + 1' }],
            matchConditions: [{ name: 'x', expression: "object.metadata.name != 'b'" }],
          },
        ),
      ],
    },
    create('a', 'b'),
  ],
  [
    'policies and webhooks are asked again',
    {
      changing: [
        change(configures("Object{spec: Object.spec{note: object.?metadata.labels.seen.orValue('no')}}"), {
          reinvocationPolicy: 'IfNeeded',
        }),
        change(configures("Object{spec: Object.spec{colour: has(object.metadata.labels) ? 'red' : 'blue'}}")),
      ],
      mutating: [hook('/label')],
    },
    create('a'),
  ],
  [
    'a policy with parameters sets fields',
    {
      changing: [
        change(
          configures('Object{spec: Object.spec{size: int(params.data.max)}}'),
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { name: 'max', parameterNotFoundAction: 'Deny' } },
        ),
        change(
          configures('Object{spec: Object.spec{size: 9}}'),
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, failurePolicy: 'Ignore' },
          { paramRef: { name: 'nothing', parameterNotFoundAction: 'Deny' } },
        ),
      ],
    },
    create('a'),
  ],
  [
    'parameters of a policy that sets fields are not there',
    {
      changing: [
        change(
          configures('Object{spec: Object.spec{size: 9}}'),
          { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } },
          { paramRef: { name: 'nothing', parameterNotFoundAction: 'Deny' } },
        ),
      ],
    },
    create('a'),
  ],
];

/** What the test's own webhook answers, by the path at which it is asked. */
export function webhookAnswer(request: AdmissionRequest, path: string): object | undefined {
  const patch = (operations: readonly object[]) => ({
    allowed: true,
    patchType: 'JSONPatch',
    patch: btoa(JSON.stringify(operations)),
  });
  const { operation, object } = request;
  const isWidget = Object(object).kind === kind;
  const labels = { op: 'add', path: '/metadata/labels', value: { seen: 'yes' } };
  switch (path.split('?')[0]) {
    case '/deny':
      return { allowed: false, status: { message: 'not here' } };
    case '/deny-silently':
      return { allowed: false };
    case '/deny-reason':
      return { allowed: false, status: { reason: 'Forbidden' } };
    case '/deny-status':
      return {
        allowed: false,
        status: {
          code: 403,
          reason: 'Forbidden',
          message: 'm',
          details: { name: 'x', causes: [{ message: 'c', field: 'f' }] },
        },
      };
    case '/deny-delete':
      return { allowed: operation !== 'DELETE' };
    case '/label':
      return isWidget && object?.metadata.labels === undefined ? patch([labels]) : { allowed: true };
    case '/label-always':
      return patch([labels]);
    case '/bigger':
      return isWidget ? patch([{ op: 'replace', path: '/spec/size', value: 9 }]) : { allowed: true };
    case '/invalid':
      return patch([{ op: 'replace', path: '/spec/size', value: 'large' }]);
    case '/unknown-field':
      return patch([{ op: 'add', path: '/spec/nothing', value: 1 }]);
    case '/status':
      return patch([{ op: 'add', path: '/status', value: { phase: 'x' } }]);
    case '/rename':
      return patch([{ op: 'replace', path: '/metadata/name', value: 'other' }]);
    case '/bad-patch':
      return patch([{ op: 'remove', path: '/spec/nothing' }]);
    case '/untyped-patch':
      return { allowed: true, patch: btoa('[]') };
    case '/other-patch':
      return { allowed: true, patchType: 'MergePatch', patch: btoa('{}') };
    case '/other-uid':
      return { allowed: true, uid: 'x' };
    case '/nothing':
      return undefined;
    case '/warn':
      return { allowed: true, warnings: ['one', 'two, "three"'] };
    default:
      return { allowed: true };
  }
}

/** The path of the widgets of a namespace. */
export const widgetsOf = (namespace: string): string => `${BASE}/namespaces/${namespace}/${plural}`;
