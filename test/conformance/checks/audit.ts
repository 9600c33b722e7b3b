import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { matcher } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { parseMetrics } from './metric-lines.ts';
import { until } from './until.ts';

const MICROSECONDS = matcher('a time with microseconds', (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(String(value)),
);

type Event = Readonly<Record<string, unknown>>;

/** A server that records as a policy says, and what it has recorded. */
type Audited = { readonly trial: Trial; readonly eventsOf: (auditId: string) => readonly Event[] };

/** Works with a server of its own. */
async function audited(
  trial: Trial,
  rules: readonly object[],
  work: (audited: Audited) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'kx-audit-'));
  const [policy, log] = [join(directory, 'policy.yaml'), join(directory, 'audit.log')];
  writeFileSync(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }));
  try {
    const flags = { 'audit-policy-file': policy, 'audit-log-path': log };
    const { endpoint, cluster } = await trial.means('launch')({ flags });
    cluster.makeNamespace(trial.namespace);
    await work({ trial: trial.at(endpoint), eventsOf: (auditId) => eventsIn(log, auditId) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function eventsIn(log: string, auditId: string): readonly Event[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(auditId) && line.endsWith('}'))
    .map((line) => JSON.parse(line));
}

/** Waits for as many events as are expected and compares them. */
async function expectEvents(
  { trial, eventsOf }: Audited,
  auditId: string,
  expected: readonly object[],
): Promise<void> {
  await until(() => (eventsOf(auditId).length >= expected.length ? true : undefined));
  trial.same(eventsOf(auditId), expected, `the events of ${auditId}`);
}

const objectRef = {
  resource: FIXTURE.plural,
  apiGroup: FIXTURE.group,
  apiVersion: FIXTURE.version,
};

/** L: audit. */
export const AUDIT_CHECKS: readonly Check[] = [
  {
    id: 96,
    priority: 1,
    title: 'each stage of a request is recorded as an event, under the Audit-ID that it came with',
    modes: ['direct'],
    needs: ['launch'],
    run: (trial) =>
      audited(trial, [{ level: 'Metadata' }], async (server) => {
        const { namespace, widgets } = trial;
        const auditID = `write-${namespace}`;
        await server.trial.expect(
          { path: widgets, body: trial.widget('w1'), headers: { 'Audit-ID': auditID } },
          { status: 201, headers: { 'audit-id': auditID } },
        );
        const common = {
          kind: 'Event',
          apiVersion: 'audit.k8s.io/v1',
          level: 'Metadata',
          auditID,
          requestURI: widgets,
          verb: 'create',
          user: { username: 'admin' },
          objectRef: { ...objectRef, namespace },
          requestReceivedTimestamp: MICROSECONDS,
          stageTimestamp: MICROSECONDS,
        };
        await expectEvents(server, auditID, [
          { ...common, stage: 'RequestReceived', responseStatus: undefined },
          {
            ...common,
            stage: 'ResponseComplete',
            objectRef: { ...objectRef, namespace, name: 'w1' },
            responseStatus: { code: 201 },
            requestObject: undefined,
            responseObject: undefined,
          },
        ]);
        const watchID = `watch-${namespace}`;
        const watch = await server.trial.watch({
          path: `${widgets}?watch=1&timeoutSeconds=1`,
          headers: { 'Audit-ID': watchID },
        });
        while ((await watch.next()) !== undefined);
        const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'];
        await expectEvents(
          server,
          watchID,
          stages.map((stage) => ({ stage, verb: 'watch' })),
        );
      }),
  },
  {
    id: 97,
    priority: 2,
    title: 'the policy says how much is recorded; secrets are not, and a full disk stops no request',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const { namespace, widgets } = trial;
      const resources = [{ group: FIXTURE.group, resources: [FIXTURE.plural] }];
      const rules = [
        { level: 'None', users: ['nobody-in-particular'] },
        { level: 'RequestResponse', verbs: ['create'], resources, omitStages: ['RequestReceived'] },
        { level: 'Request', verbs: ['update'], resources, omitStages: ['RequestReceived'] },
        { level: 'Metadata', verbs: ['delete', 'list'], resources, omitStages: ['RequestReceived'] },
        { level: 'None' },
      ];
      await audited(trial, rules, async (server) => {
        const send = (id: string, ask: object) =>
          server.trial.send({ path: `${widgets}/w1`, ...ask, headers: { 'Audit-ID': `${id}-${namespace}` } });
        const body = trial.widget('w1');
        await send('read', { method: 'GET' });
        await send('create', { path: widgets, body });
        await send('update', { method: 'PUT', body });
        await send('delete', { method: 'DELETE' });
        const own = { spec: { size: 3 } };
        const rows = [
          ['create', { level: 'RequestResponse', requestObject: own, responseObject: own }],
          ['update', { level: 'Request', requestObject: own, responseObject: undefined }],
          ['delete', { level: 'Metadata', requestObject: undefined, responseObject: undefined }],
        ] as const;
        for (const [id, expected] of rows) {
          await expectEvents(server, `${id}-${namespace}`, [{ stage: 'ResponseComplete', ...expected }]);
        }
        trial.same(server.eventsOf(`read-${namespace}`), [], 'the events of what the policy passes over');
        const auditId = `secret-${namespace}`;
        const headers = { 'Audit-ID': auditId, Authorization: 'Bearer open-sesame' };
        await server.trial.send({ path: widgets, as: 'nobody', headers });
        await until(() => (server.eventsOf(auditId).length > 0 ? true : undefined));
        const text = JSON.stringify(server.eventsOf(auditId));
        trial.holds(!text.includes('open-sesame'), `a token is recorded: ${text}`);
      });
      if (existsSync('/dev/full')) await withFullDisk(trial, rules);
    },
  },
];

async function withFullDisk(trial: Trial, rules: readonly object[]): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'kx-audit-'));
  const policy = join(directory, 'policy.yaml');
  writeFileSync(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }));
  try {
    const flags = { 'audit-policy-file': policy, 'audit-log-path': '/dev/full' };
    const { endpoint, cluster } = await trial.means('launch')({ flags });
    cluster.makeNamespace(trial.namespace);
    const server = trial.at(endpoint);
    for (const name of ['w1', 'w2']) {
      await server.expect({ path: trial.widgets, body: trial.widget(name) }, { status: 201 });
    }
    const lost = await until(async () => {
      const { text } = await server.send({ path: '/metrics' });
      const errors = parseMetrics(text).filter(({ name }) => name === 'apiserver_audit_error_total');
      return errors.some(({ value }) => value > 0) ? true : undefined;
    });
    trial.same(lost, true, 'whether apiserver_audit_error_total counts what is lost');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
