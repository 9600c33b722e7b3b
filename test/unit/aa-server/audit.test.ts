import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Call, startTestServer, useServer, useServerOf } from './use-server.ts';
import { widget, widgetClassKind, widgetKind, widgetsIn } from './widget-kinds.ts';

const directory = mkdtempSync(join(tmpdir(), 'kx-aa-audit-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const resources = [{ group: 'demo.kx.dev' }];
const write = (name: string, policy: object): string => {
  const file = join(directory, name);
  writeFileSync(file, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy }));
  return file;
};
const policy = write('policy.json', {
  rules: [
    { level: 'None', nonResourceURLs: ['/livez*', '/metrics'] },
    { level: 'Metadata', namespaces: ['metadata'], resources },
    { level: 'Request', namespaces: ['request'], resources },
    { level: 'RequestResponse', namespaces: ['bare'], resources, omitManagedFields: true },
    { level: 'RequestResponse', namespaces: ['response'], resources, omitStages: ['RequestReceived'] },
    { level: 'Metadata' },
  ],
});
const log = join(directory, 'audit.log');
const server = useServer(`--audit-policy-file=${policy}`, `--audit-log-path=${log}`);

type Event = {
  readonly auditID: string;
  readonly stage: string;
  readonly responseObject?: { readonly metadata: object };
};

const eventsOf = (file: string, auditId: string): Event[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ auditID }) => auditID === auditId);

let count = 0;
/** Sends a request under an Audit-ID of its own, and gives its events once there are so many. */
const audited = async (events: number, path: string, call: Call = {}) => {
  count += 1;
  const auditId = `test-${count}`;
  const answer = await server.call(path, { ...call, headers: { ...call.headers, 'Audit-ID': auditId } });
  expect(answer.headers['audit-id']).toBe(auditId);
  await expect.poll(() => eventsOf(log, auditId).length).toBeGreaterThanOrEqual(events);
  return eventsOf(log, auditId);
};

const microseconds = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);

it('records a write when it comes and when it is answered', async () => {
  const path = widgetsIn('metadata');
  const { managedFields: _, ...own } = { managedFields: [], name: 'w1', annotations: { secret: 'hidden' } };
  const body = widget('w1', { metadata: own });
  const events = await audited(2, `${path}?pretty=1`, { body, headers: { 'User-Agent': 'tester' } });
  const common = {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    requestURI: `${path}?pretty=1`,
    verb: 'create',
    user: { username: 'admin', groups: ['system:masters', 'system:authenticated'] },
    sourceIPs: ['127.0.0.1'],
    userAgent: 'tester',
    requestReceivedTimestamp: microseconds,
    stageTimestamp: microseconds,
  };
  const objectRef = {
    resource: 'widgets',
    namespace: 'metadata',
    apiGroup: 'demo.kx.dev',
    apiVersion: 'v1alpha1',
  };
  const auditID = `test-${count}`;
  expect(events).toEqual([
    { ...common, auditID, stage: 'RequestReceived', objectRef },
    {
      ...common,
      auditID,
      stage: 'ResponseComplete',
      objectRef: { ...objectRef, name: 'w1' },
      responseStatus: { metadata: {}, code: 201 },
      annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain('hidden');
});

describe('the objects', () => {
  it('of a request are recorded at Request, also where it is YAML', async () => {
    const yaml = 'apiVersion: demo.kx.dev/v1alpha1\nkind: Widget\nmetadata: {name: y}\nspec: {size: 1}\n';
    const events = await audited(2, widgetsIn('request'), { body: yaml, type: 'application/yaml' });
    expect(events[1]).toMatchObject({ requestObject: { kind: 'Widget', spec: { size: 1 } } });
    expect(events[1]).not.toHaveProperty('responseObject');
    expect(events[0]).not.toHaveProperty('requestObject');
    const patch = { spec: { size: 2 } };
    const merge = { method: 'PATCH', type: 'application/merge-patch+json', body: patch };
    const patched = await audited(2, `${widgetsIn('request')}/y`, merge);
    expect(patched[1]).toMatchObject({ verb: 'patch', requestObject: patch, objectRef: { name: 'y' } });
  });

  it('of both are recorded at RequestResponse, without a stage that is left out', async () => {
    const [event, ...more] = await audited(1, widgetsIn('response'), { body: widget('r1') });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      stage: 'ResponseComplete',
      requestObject: { metadata: { name: 'r1' } },
      responseObject: { kind: 'Widget', metadata: { name: 'r1', managedFields: [{}] } },
    });
    const [listed] = await audited(1, widgetsIn('response'));
    expect(listed).toMatchObject({ verb: 'list', responseObject: { items: [{ metadata: { name: 'r1' } }] } });
  });

  it('lose their managedFields where that is asked for: objects, lists and Tables', async () => {
    await server.call(widgetsIn('bare'), { body: widget('b1') });
    const table = { headers: { Accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } };
    for (const [path, call] of [
      [`${widgetsIn('bare')}/b1`, {}],
      [widgetsIn('bare'), {}],
      [`${widgetsIn('bare')}?includeObject=Object`, table],
    ] as const) {
      const text = JSON.stringify((await audited(2, path, call))[1]);
      expect(text).toContain('"name":"b1"');
      expect(text).not.toContain('managedFields');
    }
  });
});

it('records what failed with its Status', async () => {
  const missing = await audited(2, `${widgetsIn('metadata')}/nope`);
  expect(missing[1]).toMatchObject({
    responseStatus: {
      metadata: {},
      status: 'Failure',
      reason: 'NotFound',
      code: 404,
      details: { name: 'nope' },
    },
  });
  const forbidden = await audited(2, widgetsIn('metadata'), { as: 'alice' });
  expect(forbidden[1]).toMatchObject({
    user: { username: 'alice' },
    responseStatus: { reason: 'Forbidden', code: 403 },
    annotations: { 'authorization.k8s.io/decision': 'forbid' },
  });
});

it('records that somebody is not let in, without a secret', async () => {
  const headers = { Authorization: 'Bearer sesame' };
  const events = await audited(1, widgetsIn('metadata'), { as: '', headers });
  expect(events).toMatchObject([
    {
      stage: 'ResponseStarted',
      user: {},
      responseStatus: { metadata: {}, status: 'Failure', reason: 'Unauthorized', code: 401 },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain('sesame');
});

it('records as whom somebody acts', async () => {
  const headers = { 'Impersonate-User': 'bob', 'Impersonate-Group': 'system:masters' };
  const events = await audited(2, widgetsIn('metadata'), { headers });
  expect(events[0]).not.toHaveProperty('impersonatedUser');
  expect(events[1]).toMatchObject({ user: { username: 'admin' }, impersonatedUser: { username: 'bob' } });
});

it('records a watch when it begins and when it ends', async () => {
  const auditId = 'a-watch';
  const watch = await server.watch(`${widgetsIn('metadata')}?watch=1`, { headers: { 'Audit-ID': auditId } });
  const stages = () => eventsOf(log, auditId).map(({ stage }) => stage);
  await expect.poll(stages).toEqual(['RequestReceived', 'ResponseStarted']);
  watch.close();
  await expect.poll(stages).toEqual(['RequestReceived', 'ResponseStarted', 'ResponseComplete']);
  expect(eventsOf(log, auditId)[2]).toMatchObject({ verb: 'watch', responseStatus: { code: 200 } });
});

it('gives a request an Audit-ID that has none, or none that fits into a header', async () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4/;
  expect((await server.call('/version')).headers['audit-id']).toMatch(uuid);
  const headers = { 'Audit-ID': '\u00e9' };
  expect((await server.call('/version', { headers })).headers['audit-id']).toMatch(uuid);
});

it('records nothing of what the policy passes over, and counts by level', async () => {
  const metrics = async (name: string) =>
    Number(
      (await server.call('/metrics')).text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  const none = await metrics('apiserver_audit_level_total{level="None"}');
  await server.call('/livez', { headers: { 'Audit-ID': 'a-probe' } });
  expect(await metrics('apiserver_audit_level_total{level="None"}')).toBeGreaterThan(none + 1);
  expect(await metrics('apiserver_audit_event_total')).toBeGreaterThan(0);
  await audited(2, '/version');
  expect(eventsOf(log, 'a-probe')).toEqual([]);
});

const throwing = useServerOf(
  [
    {
      ...widgetKind,
      validation: () => {
        throw new Error('a mistake');
      },
    },
    widgetClassKind,
  ],
  `--audit-policy-file=${policy}`,
  `--audit-log-path=${log}`,
);

it('records what was thrown', async () => {
  await throwing.call(widgetsIn('metadata'), { body: widget('w1'), headers: { 'Audit-ID': 'a-panic' } });
  await expect.poll(() => eventsOf(log, 'a-panic').length).toBe(2);
  expect(eventsOf(log, 'a-panic')[1]).toMatchObject({
    stage: 'Panic',
    responseStatus: { status: 'Failure', message: "APIServer panic'd: a mistake", code: 500 },
  });
});

const hasFullDevice = existsSync('/dev/full');
const full = useServer(
  `--audit-policy-file=${policy}`,
  `--audit-log-path=${hasFullDevice ? '/dev/full' : log}`,
  '--audit-log-maxsize=0',
);

it.skipIf(!hasFullDevice)('serves on where the log is full, and counts what is lost', async () => {
  for (const name of ['f1', 'f2']) {
    expect((await full.call(widgetsIn('metadata'), { body: widget(name) })).status).toBe(201);
  }
  const lost = async () =>
    Number(
      /^apiserver_audit_error_total\{plugin="log"\} (\d+)$/m.exec((await full.call('/metrics')).text)?.[1],
    );
  await expect.poll(lost).toBeGreaterThanOrEqual(4);
  expect(full.log.join('')).toMatch(/"Audit events are lost" plugin="log" err="ENOSPC/);
});

it.each([
  [[`--audit-policy-file=${directory}/gone`], /^--audit-policy-file .*gone cannot be used: ENOENT/],
  [
    [`--audit-policy-file=${policy}`, `--audit-log-path=${directory}`],
    /^--audit-log-path .* cannot be written: EISDIR/,
  ],
])('does not start with %j', async (flags, message) => {
  await expect(startTestServer(server.certificates, { flags })).rejects.toThrow(message);
});

it.each([
  [`--audit-log-path=${directory}/alone.log`, 'missing="audit-policy-file"'],
  [`--audit-policy-file=${policy}`, 'missing="audit-log-path"'],
])('says that %s alone records nothing', async (flag, said) => {
  const lines: string[] = [];
  const running = await startTestServer(server.certificates, { flags: [flag], log: lines });
  await running.stop();
  expect(lines.join('')).toContain(`"No audit events are recorded" ${said}`);
});
