import { createServer } from 'node:net';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { AdmissionRequest } from '../../conformance/means.ts';
import { startWebhook } from '../../conformance/servers/webhook.ts';
import { makeCertificates } from './certificates.ts';
import { shapeV1, shapeV1Beta1 } from './converted-kinds.ts';
import { startFakeKubeApiserver, writeKubeconfig } from './fake-kube-apiserver.ts';
import { useServerOf } from './use-server.ts';

/*
 * What needs no real kube-apiserver to be seen; test/cluster/aa-admission.test.ts compares the rest with one.
 */

const certificates = makeCertificates();
const fake = await startFakeKubeApiserver(certificates);
const namespace = { metadata: { name: 'default' }, status: { phase: 'Active' } };
fake.collections.set('/api/v1/namespaces', [namespace]);
fake.answers.set('default', () => ({ status: 200, body: namespace }));
fake.answers.set('subjectaccessreviews', () => ({ status: 201, body: { status: { allowed: true } } }));

let answer: (request: AdmissionRequest) => object = () => ({ allowed: true });
const webhook = await startWebhook((request) => answer(request));
const mutating = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
const hook = (name: string, more: object) => ({
  metadata: { name },
  webhooks: [
    {
      name: `${name}.example.com`,
      clientConfig: webhook.clientConfig,
      rules: [{ apiGroups: ['demo.kx.dev'], apiVersions: ['v1'], operations: ['*'], resources: ['shapes'] }],
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      ...more,
    },
  ],
});

/** Accepts, and never says a word. */
const mute = createServer(() => {});
await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
const address = mute.address();
const silent = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;

/** What cannot be asked, by the label of the objects that it is about, and what is said of that. */
const faults: readonly (readonly [name: string, more: object, status: number, text: string])[] = [
  ['is-silent', { timeoutSeconds: 1, clientConfig: { url: silent } }, 500, 'context deadline exceeded'],
  ['may-fail', { timeoutSeconds: 1, clientConfig: { url: silent }, failurePolicy: 'Ignore' }, 201, ''],
  ['is-on-no-port', { clientConfig: { url: 'https://127.0.0.1:1/' } }, 500, 'ECONNREFUSED'],
  ['is-no-service', { clientConfig: { service: { name: 'x', namespace: 'y' } } }, 500, 'x.y.svc'],
  ['is-not-trusted', { clientConfig: { ...webhook.clientConfig, caBundle: '' } }, 500, 'certificate'],
];
fake.collections.set(mutating, [
  hook('equivalent', { matchPolicy: 'Equivalent' }),
  ...faults.map(([name, more]) => hook(name, { objectSelector: { matchLabels: { fault: name } }, ...more })),
]);

const server = useServerOf(
  [shapeV1, shapeV1Beta1],
  `--kubeconfig=${writeKubeconfig(certificates, fake.port)}`,
);
const pathOf = (version: string) => `/apis/demo.kx.dev/${version}/namespaces/default/shapes`;
const shape = (version: string, name: string, spec: object) => ({
  method: 'POST',
  body: { apiVersion: `demo.kx.dev/${version}`, kind: 'Shape', metadata: { name }, spec },
});

beforeEach(() => {
  answer = () => ({ allowed: true });
});
afterAll(async () => {
  mute.close();
  await webhook.stop();
  await fake.stop();
  certificates.remove();
});

it('shows a webhook the version that it knows, and takes back what it makes of that', async () => {
  const operations = [{ op: 'replace', path: '/spec/colour', value: 'blue' }];
  answer = () => ({ allowed: true, patchType: 'JSONPatch', patch: btoa(JSON.stringify(operations)) });
  const { status, json } = await server.call(
    pathOf('v1beta1'),
    shape('v1beta1', 'a', { color: 'red', old: 'x' }),
  );
  expect([status, json]).toMatchObject([201, { spec: { color: 'blue', old: 'x' } }]);
  expect(webhook.requests.at(-1)).toMatchObject({
    kind: { version: 'v1' },
    resource: { version: 'v1' },
    requestKind: { version: 'v1beta1' },
    requestResource: { version: 'v1beta1' },
    object: { apiVersion: 'demo.kx.dev/v1', spec: { colour: 'red' } },
  });
});

it('calls a webhook from when it is registered until it is gone', async () => {
  const callsOf = async () => {
    const before = webhook.requests.length;
    await server.call(`${pathOf('v1')}?dryRun=All`, shape('v1', 'b', {}));
    return webhook.requests.length - before;
  };
  fake.send(mutating, 'ADDED', hook('late', {}));
  await expect.poll(callsOf).toBe(2);
  fake.send(mutating, 'DELETED', hook('late', {}));
  await expect.poll(callsOf).toBe(1);
});

it.each(faults)('a webhook that %s', async (name, _, expected, problem) => {
  const { body } = shape('v1', name, {});
  const labelled = { ...body, metadata: { name, labels: { fault: name } } };
  const { status, text } = await server.call(pathOf('v1'), { method: 'POST', body: labelled });
  expect(status, text).toBe(expected);
  expect(text).toContain(problem);
  expect(text.includes('failed calling webhook')).toBe(expected === 500);
});
