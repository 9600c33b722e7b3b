import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Answer, type Ask, open, readAnswer } from '../conformance/exchange.ts';
import type { AdmissionRequest } from '../conformance/means.ts';
import { crdCommand } from '../conformance/scaffold-flags.ts';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { startWebhook } from '../conformance/servers/webhook.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { ADMISSION_CASES, type Registration, webhookAnswer, widgetsOf } from './admission-cases.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

const REGISTRATION = '/apis/admissionregistration.k8s.io/v1';
const PATIENCE = { timeout: 60_000, interval: 200 };

/** What came of a case: what was answered, and what the webhook was asked. */
type Outcome = {
  readonly title: string;
  readonly answers: readonly unknown[];
  readonly asked: readonly unknown[];
};

/** By their namespaces: where they deny, all is known that was registered before them. */
const LAST: Readonly<Record<string, Registration>> = {
  'last-mutating': { mutating: [{ path: '/deny' }] },
  'last-validating': { validating: [{ path: '/deny' }] },
  'last-policy': { policies: [{ spec: { validations: [{ expression: 'false' }] } }] },
  'last-changing': {
    changing: [
      {
        spec: {
          reinvocationPolicy: 'Never',
          mutations: [
            { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'remove', path: '/x'}]" } },
          ],
        },
      },
    ],
  },
};

describeControlPlanes(
  'webhooks and policies',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });

    it('have the same say in the objects of a scaffolded server as in those of a CRD', {
      timeout: 300_000,
    }, async () => {
      const plane = controlPlane();
      const endpoint = endpointOf(plane);
      const webhook = await startWebhook(webhookAnswer);
      const send = async (ask: Ask) => readAnswer(await open(endpoint, ask));
      try {
        for (const [index, [, registration]] of ADMISSION_CASES.entries()) {
          await register(send, namespaceOf(index), registration, webhook.clientConfig);
        }
        await letReadConfigMaps(send);
        for (const [name, registration] of Object.entries(LAST)) {
          await register(send, name, registration, webhook.clientConfig);
        }

        expect(runKx(crdCommand('crd'), { cwd: plane.dir }).status).toBe(0);
        const manifest = join(plane.dir, 'crd/crd.yaml');
        for (const args of [['create'], ['wait', '--for=condition=Established']]) {
          const { exitCode, stderr } = await kubectl(plane, [...args, '-f', manifest]);
          expect(exitCode, stderr).toBe(0);
        }
        const ofCrd = await outcomesAt(send, webhook.requests);
        await kubectl(plane, ['delete', '-f', manifest]);

        const startable = scaffoldServer(TYPESCRIPT_MEMORY, join(plane.dir, 'scaffolded'));
        const subject = await startAggregatedSubject(startable, {
          controlPlane: plane,
          hasControllers: false,
        });
        try {
          const before = webhook.requests.length;
          const ofServer = await outcomesAt(send, webhook.requests, before);
          expect(ofServer).toEqual(ofCrd);
        } finally {
          await subject.stop();
        }
      } finally {
        await webhook.stop();
      }
    });
  },
  { oneIsEnough: true },
);

const namespaceOf = (index: number): string => `case-${index}`;

type Send = (ask: Ask) => Promise<Answer>;

/** Makes a namespace, and registers what has a say in it. */
async function register(
  send: Send,
  name: string,
  { mutating = [], validating = [], policies = [], changing = [] }: Registration,
  clientConfig: { readonly url: string; readonly caBundle: string },
): Promise<void> {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': name } };
  const make = async (path: string, body: object) => {
    const { status, text } = await send({ path, body });
    expect(status, text).toBe(201);
  };
  await make('/api/v1/namespaces', { metadata: { name, labels: { colour: 'red' } } });
  const configMaps = `/api/v1/namespaces/${name}/configmaps`;
  await make(configMaps, { metadata: { name: 'max', labels: { kind: 'limit' } }, data: { max: '2' } });
  const webhooksOf = (given: readonly object[]) =>
    given.map((each, index) => {
      const { path, ...more } = { path: '/', ...each };
      return {
        name: `hook-${index}.${name}.example.com`,
        clientConfig: { ...clientConfig, url: new URL(path, clientConfig.url).href },
        rules: EVERYTHING,
        namespaceSelector,
        sideEffects: 'None',
        timeoutSeconds: 5,
        admissionReviewVersions: ['v1'],
        ...more,
      };
    });
  for (const [resource, given] of [
    ['mutatingwebhookconfigurations', mutating],
    ['validatingwebhookconfigurations', validating],
  ] as const) {
    if (given.length === 0) continue;
    await make(`${REGISTRATION}/${resource}`, { metadata: { name }, webhooks: webhooksOf(given) });
  }
  for (const [kind, given, more] of [
    ['validatingadmissionpolic', policies, { validationActions: ['Deny'] }],
    ['mutatingadmissionpolic', changing, {}],
  ] as const) {
    for (const [index, { spec, binding = {} }] of given.entries()) {
      const policyName = `${name}-${index}`;
      const constraints = { resourceRules: EVERYTHING, ...Object(spec).matchConstraints, namespaceSelector };
      await make(`${REGISTRATION}/${kind}ies`, {
        metadata: { name: policyName },
        spec: { ...spec, matchConstraints: constraints },
      });
      await make(`${REGISTRATION}/${kind}ybindings`, {
        metadata: { name: policyName },
        spec: { policyName, ...more, ...binding },
      });
    }
  }
}

/** What README.md asks for where policies have parameters. */
async function letReadConfigMaps(send: Send): Promise<void> {
  const path = '/apis/rbac.authorization.k8s.io/v1';
  const metadata = { name: 'parameters' };
  const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', ...metadata };
  const subjects = [{ kind: 'Group', apiGroup: roleRef.apiGroup, name: 'system:serviceaccounts' }];
  for (const ask of [
    { path: `${path}/clusterroles`, body: { metadata, rules } },
    { path: `${path}/clusterrolebindings`, body: { metadata, roleRef, subjects } },
  ]) {
    expect((await send(ask)).status).toBe(201);
  }
}

const EVERYTHING = [
  { apiGroups: ['demo.kx.dev'], apiVersions: ['*'], operations: ['*'], resources: ['widgets', 'widgets/*'] },
];

/** Makes the requests of every case, once all that was registered is known to whoever answers. */
async function outcomesAt(
  send: Send,
  requests: readonly AdmissionRequest[],
  from = 0,
): Promise<readonly Outcome[]> {
  await untilKnown(send);
  const outcomes: Outcome[] = [];
  for (const [index, [title, , asksOf]] of ADMISSION_CASES.entries()) {
    const namespace = namespaceOf(index);
    const answers: unknown[] = [];
    const widgets = widgetsOf(namespace);
    for (const ask of asksOf(widgets)) {
      answers.push(shapeOf(await send(ask)));
      await settle(send, widgets);
    }
    const asked = requests
      .slice(from)
      .filter((each) => Object(each).namespace === namespace)
      .map((request) => comparable(request));
    // A collection is deleted in any order.
    const texts = asked.map((each) => JSON.stringify(each)).toSorted();
    outcomes.push({ title, answers, asked: texts.map((each) => JSON.parse(each)) });
  }
  return outcomes;
}

/** kube-apiserver begins a write with what it has in its cache, and asks webhooks anew where that was out of date. */
async function settle(send: Send, path: string): Promise<void> {
  const { resourceVersion } = Object((await send({ path })).json).metadata;
  await send({ path: `${path}?resourceVersion=${resourceVersion}&resourceVersionMatch=NotOlderThan` });
}

async function untilKnown(send: Send): Promise<void> {
  const body = { apiVersion: 'demo.kx.dev/v1alpha1', kind: 'Widget', metadata: { name: 'x' } };
  for (const name of Object.keys(LAST)) {
    const ask = { path: `${widgetsOf(name)}?dryRun=All`, body };
    await expect.poll(async () => (await send(ask)).text, PATIENCE).toMatch(/denied (the )?request/u);
  }
}

/** An answer without what differs between two servers. */
function shapeOf({ status, headers, json }: Answer): unknown {
  return { status, warning: headers['warning'], body: comparable(json) };
}

/** What differs between two servers, wherever it stands. */
const OWN = ['uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp', 'time'];
const NORMALISED: readonly (readonly [RegExp, string])[] = [
  [/g-[a-z0-9]{5}/u, 'g-NAME'],
  [/uid="[^"]*"/u, 'uid="UID"'],
  // Sentences of Go and of Node, and of two libraries for JSON patches.
  [/dial tcp .*|connect ECONNREFUSED .*/u, 'nobody is there'],
  [/error in remove for path.*|operation 0: .*/u, 'it does not apply'],
];

function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (name, member) => {
    if (OWN.includes(name)) return undefined;
    if (typeof member === 'string') return normalised(member);
    // The owners of a Scale are those of its object, in other words.
    if (member?.kind === 'Scale') return { ...member, metadata: { ...member.metadata, managedFields: 0 } };
    return inOrder(name === 'managedFields' && Array.isArray(member) ? sorted(member) : member);
  });
  return text === undefined ? undefined : JSON.parse(text);
}

const normalised = (text: string): string =>
  NORMALISED.reduce((so, [pattern, by]) => so.replace(pattern, by), text);

/** Members by their names, so that texts can be compared. */
const inOrder = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Those of one second are in the order of their names, and a second may pass. */
const sorted = (entries: readonly unknown[]): readonly unknown[] =>
  entries.toSorted((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1));

const identityOf = (entry: unknown): string => {
  const { manager, operation, subresource } = Object(entry);
  return `${manager} ${operation} ${subresource}`;
};
