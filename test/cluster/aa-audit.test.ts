import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ask, type Endpoint, open, readAnswer } from '../conformance/exchange.ts';
import { API_VERSION, BASE, FIXTURE } from '../conformance/fixture.ts';
import { crdCommand } from '../conformance/scaffold-flags.ts';
import { type RunningSubject, startDirectSubject } from '../conformance/servers/direct-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_SQLITE } from '../conformance/servers/typescript-servers.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

const NAMESPACE = 'audited';
const WIDGETS = `${BASE}/namespaces/${NAMESPACE}/${FIXTURE.plural}`;

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
omitManagedFields: true
rules:
- level: Metadata
  namespaces: [${NAMESPACE}]
  verbs: [deletecollection]
- level: Request
  namespaces: [${NAMESPACE}]
  verbs: [update]
- level: RequestResponse
  namespaces: [${NAMESPACE}]
- level: Metadata
  nonResourceURLs: [/version, /livez*]
`;

const widget = (metadata: object, spec: object = { size: 3, replicas: 1 }) => ({
  apiVersion: API_VERSION,
  kind: FIXTURE.kind,
  metadata,
  spec,
});
const MERGE = { method: 'PATCH', type: 'application/merge-patch+json' } as const;
const METADATA = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

/** What is asked of both, in this order. */
const ASKS: readonly (readonly [name: string, ask: Ask])[] = [
  ['create', { path: WIDGETS, body: widget({ name: 'w1' }) }],
  ['create, dry run', { path: `${WIDGETS}?dryRun=All`, body: widget({ name: 'w2' }) }],
  ['create again', { path: WIDGETS, body: widget({ name: 'w1' }) }],
  ['create, invalid', { path: WIDGETS, body: widget({ name: 'w3' }, { size: 99, replicas: 1 }) }],
  ['get', { path: `${WIDGETS}/w1` }],
  ['get, nothing', { path: `${WIDGETS}/nope` }],
  ['get status', { path: `${WIDGETS}/w1/status` }],
  ['list', { path: WIDGETS }],
  ['list metadata', { path: WIDGETS, accept: METADATA }],
  ['list, wrong', { path: `${WIDGETS}?resourceVersionMatch=Exact` }],
  ['watch', { path: `${WIDGETS}?watch=1&timeoutSeconds=1` }],
  ['update, nothing', { method: 'PUT', path: `${WIDGETS}/nope`, body: widget({ name: 'nope' }) }],
  ['merge', { ...MERGE, path: `${WIDGETS}/w1`, body: { spec: { size: 5 } } }],
  ['merge status', { ...MERGE, path: `${WIDGETS}/w1/status`, body: { status: { phase: 'a' } } }],
  [
    'apply',
    {
      method: 'PATCH',
      type: 'application/apply-patch+yaml',
      path: `${WIDGETS}/w4?fieldManager=test`,
      body: JSON.stringify(widget({ name: 'w4' })),
    },
  ],
  ['get scale', { path: `${WIDGETS}/w1/scale` }],
  ['forbidden', { path: WIDGETS, as: 'alice' }],
  ['not let in', { path: WIDGETS, as: 'nobody', headers: { Authorization: 'Bearer nonsense' } }],
  ['anonymous', { path: WIDGETS, as: 'nobody' }],
  ['delete', { method: 'DELETE', path: `${WIDGETS}/w1` }],
  ['delete all', { method: 'DELETE', path: WIDGETS }],
  ['version', { path: '/version' }],
  ['probe', { path: '/livez', as: 'nobody' }],
];

type Json = { readonly [name: string]: unknown };

const PERSONAL = new Set([
  'auditID',
  'user',
  'impersonatedUser',
  // alice is impersonated at kube-apiserver, and comes by the front proxy here.
  'authenticationMetadata',
  'sourceIPs',
  'userAgent',
  'requestReceivedTimestamp',
  'stageTimestamp',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'time',
  'authorization.k8s.io/reason',
]);

/** What kube-apiserver adds to the event of a request that took it more than half a second: filters/audit.go. */
const OF_A_SLOW_MACHINE = 'apiserver.latency.k8s.io/';

/** Without what differs from run to run, and from server to server by its nature. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name]) => !PERSONAL.has(name) && !name.startsWith(OF_A_SLOW_MACHINE),
  );
  return Object.fromEntries(entries.map(([name, each]) => [name, normal(each)]));
}

/** The events of a request. */
function eventsOf(log: string, auditId: string): readonly Json[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"auditID":"${auditId}"`))
    .map((line) => JSON.parse(line));
}

/** The events of a request once there are no more to come, without what is personal. */
async function settledEvents(log: string, auditId: string): Promise<unknown> {
  const last = () => eventsOf(log, auditId).at(-1);
  await expect
    .poll(
      () => last()?.['stage'] === 'ResponseComplete' || JSON.stringify(last() ?? {}).includes('"code":401'),
      { timeout: 10_000 },
    )
    .toBe(true);
  return normal(eventsOf(log, auditId));
}

describeControlPlanes(
  'audit events of the scaffolded server',
  ({ version }) => {
    const directory = mkdtempSync(join(tmpdir(), 'kx-aa-audit-'));
    const policy = join(directory, 'policy.yaml');
    const [theirs, ours] = [join(directory, 'kube-apiserver.log'), join(directory, 'server.log')];
    writeFileSync(policy, POLICY);
    const controlPlane = useControlPlane({
      version,
      apiServerFlags: [`--audit-policy-file=${policy}`, `--audit-log-path=${theirs}`],
    });
    let subject: RunningSubject | undefined;
    let own: Endpoint | undefined;

    beforeAll(async () => {
      const { dir } = controlPlane();
      const { status, stderr } = runKx(crdCommand('widget'), { cwd: dir });
      expect(status, stderr).toBe(0);
      for (const args of [
        ['create', '-f', join(dir, 'widget', 'crd.yaml')],
        ['wait', '--for=condition=Established', '-f', join(dir, 'widget', 'crd.yaml')],
        ['create', 'namespace', NAMESPACE],
      ]) {
        expect(await kubectl(controlPlane(), args)).toMatchObject({ exitCode: 0 });
      }
      subject = await startDirectSubject(scaffoldServer(TYPESCRIPT_SQLITE, directory));
      const flags = { 'audit-policy-file': policy, 'audit-log-path': ours };
      const instance = await subject.means?.launch?.({ flags });
      instance?.cluster.makeNamespace(NAMESPACE);
      own = instance?.endpoint;
    });
    afterAll(async () => {
      await subject?.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    it('are those of kube-apiserver for a custom resource', async () => {
      if (own === undefined) throw new Error('it did not start');
      const both = [
        [endpointOf(controlPlane()), theirs],
        [own, ours],
      ] as const;
      for (const [index, [name, ask]] of ASKS.entries()) {
        const auditId = `ask-${index}-end`;
        const [expected, actual] = await Promise.all(
          both.map(async ([endpoint, log]) => {
            const headers = { ...ask.headers, 'Audit-ID': auditId };
            const answer = await readAnswer(await open(endpoint, { ...ask, headers }));
            expect(answer.headers['audit-id'], name).toBe(auditId);
            return await settledEvents(log, auditId);
          }),
        );
        expect(actual, name).toEqual(expected);
      }
    });
  },
  { oneIsEnough: true },
);
