import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createHistogram } from '../../../templates/aa/typescript/src/server/metrics/histogram.ts';
import { createInflightGauge } from '../../../templates/aa/typescript/src/server/metrics/inflight-gauge.ts';
import { createCounter, createReading } from '../../../templates/aa/typescript/src/server/metrics/values.ts';
import { useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();

const scrape = async (): Promise<readonly string[]> => (await server.call('/metrics')).text.split('\n');
/** The value of a line, by its name with labels; 0 where it is not there. */
const valueIn = (lines: readonly string[], name: string): number =>
  Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
const labels = (verb: string, more: Readonly<Record<string, string>> = {}): string => {
  const all = {
    verb,
    dry_run: '',
    group: 'demo.kx.dev',
    version: 'v1alpha1',
    resource: 'widgets',
    subresource: '',
    scope: 'namespace',
    component: 'apiserver',
    ...more,
  };
  return `{${Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
};
const total = (verb: string, more: Readonly<Record<string, string>>) =>
  `apiserver_request_total${labels(verb, more)}`;

it.each([
  ['GET', {}, { path: '', verb: 'LIST', code: '200' }],
  ['GET', {}, { path: '/nope', verb: 'GET', scope: 'resource', code: '404' }],
  ['HEAD', {}, { path: '/nope', verb: 'GET', scope: 'resource', code: '404' }],
  ['POST', { body: widget('counted') }, { path: '', verb: 'POST', scope: 'resource', code: '201' }],
  [
    'POST',
    { body: widget('dry') },
    { path: '?dryRun=All', verb: 'POST', scope: 'resource', dry_run: 'All', code: '201' },
  ],
  [
    'POST',
    { body: widget('dry') },
    { path: '?dryRun=some', verb: 'POST', scope: 'resource', dry_run: 'invalid', code: '422' },
  ],
  ['DELETE', {}, { path: '?labelSelector=a%3Db', verb: 'DELETE', code: '200' }],
  [
    'PATCH',
    { type: 'application/apply-patch+yaml', body: widget('applied') },
    { path: '/applied?fieldManager=a', verb: 'APPLY', scope: 'resource', code: '201' },
  ],
  ['GET', { as: 'alice' }, { path: '', verb: 'LIST', code: '403' }],
  ['PROPFIND', {}, { path: '', verb: 'other', code: '405' }],
] as const)('counts %s %j as %j', async (method, call, { path, verb, ...more }) => {
  const name = total(verb, more);
  const before = valueIn(await scrape(), name);
  await server.call(`${widgetsIn('counted')}${path}`, { method, ...call });
  expect(valueIn(await scrape(), name)).toBe(before + 1);
});

it.each([
  ['/livez', '/livez', '200'],
  ['/version', '/version', '200'],
  ['/openapi/v3', '/openapi/v3', '200'],
  ['/apis/demo.kx.dev', '/apis', '200'],
  ['/made/up', '', '404'],
])('counts the path %s as %s', async (path, subresource, code) => {
  const nothing = { group: '', version: '', resource: '', scope: '' };
  const name = total('GET', { ...nothing, subresource, code });
  const before = valueIn(await scrape(), name);
  await server.call(path);
  expect(valueIn(await scrape(), name)).toBe(before + 1);
});

it('names nothing after what clients make up', async () => {
  await server.call('/apis/made.up/v1/things');
  await server.call(`${version}/namespaces/a/widgets/b/made-up`);
  expect((await scrape()).filter((line) => /made[-.]up/.test(line))).toEqual([]);
});

it('measures how long requests take, in buckets that add up', async () => {
  const lines = await scrape();
  const listing = labels('LIST').slice(1, -1);
  const name = 'apiserver_request_duration_seconds';
  const count = valueIn(lines, `${name}_count{${listing}}`);
  expect(count).toBeGreaterThan(0);
  expect(valueIn(lines, `${name}_bucket{${listing},le="+Inf"}`)).toBe(count);
  expect(valueIn(lines, `${name}_bucket{${listing},le="60"}`)).toBe(count);
});

it('knows which watches are open, what they were sent, and counts them when they end', async () => {
  const path = widgetsIn('watched');
  const gauge = `apiserver_longrunning_requests${labels('WATCH').replace('dry_run="",', '')}`;
  const sent = 'apiserver_watch_events_total{group="demo.kx.dev",version="v1alpha1",resource="widgets"}';
  const ended = total('WATCH', { code: '200' });
  const before = await scrape();
  const watch = await server.watch(`${path}?watch=1`);
  await server.call(path, { body: widget('w1') });
  await watch.next();
  const during = await scrape();
  expect(valueIn(during, gauge)).toBe(valueIn(before, gauge) + 1);
  expect(valueIn(during, sent)).toBe(valueIn(before, sent) + 1);
  expect(valueIn(during, ended)).toBe(valueIn(before, ended));
  watch.close();
  await expect.poll(async () => valueIn(await scrape(), gauge)).toBe(valueIn(before, gauge));
  await expect.poll(async () => valueIn(await scrape(), ended)).toBe(valueIn(before, ended) + 1);
});

it('says what is stored, and what the process and the certificates are like', async () => {
  const stored = 'apiserver_storage_objects{resource="widgets.demo.kx.dev"}';
  const before = valueIn(await scrape(), stored);
  await server.call(widgetsIn('stored'), { body: widget('one') });
  const lines = await scrape();
  expect(valueIn(lines, stored)).toBe(before + 1);
  expect(valueIn(lines, 'apiserver_storage_objects{resource="widgetclasses.demo.kx.dev"}')).toBe(0);
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'process_start_time_seconds',
    'apiserver_client_certificate_expiration_seconds_count',
  ]) {
    expect(valueIn(lines, name), name).toBeGreaterThan(0);
  }
  const expires = valueIn(lines, 'apiserver_serving_certificate_expiration_timestamp_seconds') * 1000;
  expect(expires - Date.now()).toBeGreaterThan(29 * 86_400_000);
  expect(lines).toContain('# TYPE apiserver_request_total counter');
  expect(lines).toContain('# TYPE apiserver_audit_error_total counter');
});

it.each([
  ['', 403],
  ['alice', 403],
  ['admin', 200],
])('%s gets %i', async (as, status) => {
  expect((await server.call('/metrics', { as })).status).toBe(status);
});

it('counts handshakes that fail', async () => {
  const name = 'apiserver_tls_handshake_errors_total';
  const before = valueIn(await scrape(), name);
  const socket = connect(server.port(), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]));
  await expect.poll(async () => valueIn(await scrape(), name)).toBe(before + 1);
  socket.destroy();
});

it('escapes labels, and leaves out what cannot be read', async () => {
  const counter = createCounter({ name: 'a_total', help: 'A.', labels: ['of'] });
  counter.of('"\\\n').value += 2;
  expect(counter.of('"\\\n').value).toBe(2);
  expect(counter.text()).toBe('# HELP a_total A.\n# TYPE a_total counter\na_total{of="\\"\\\\\\n"} 2\n');
  const broken = createReading({ name: 'b', help: 'B.' }, () => Promise.reject(new Error('no such file')));
  expect(await broken.text()).toBe('');
});

it('puts values into the first bucket that holds them', () => {
  const histogram = createHistogram({ name: 'h', help: 'H.' }, [1, 2]);
  for (const value of [0.5, 1, 1.5, 3]) histogram.of().observe(value);
  expect(histogram.text()).toBe(
    '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="2"} 3\nh_bucket{le="+Inf"} 4\nh_sum 6\nh_count 4\n',
  );
});

it('remembers the most requests of the last second', async () => {
  let seconds = 100;
  let count = 0;
  const gauge = createInflightGauge(
    () => new Date(seconds * 1000),
    () => count,
  );
  const shown = async () => /request_kind="readOnly"} (\d+)/.exec(await gauge.text())?.[1];
  count = 3;
  gauge.record('readOnly', 3);
  count = 0;
  seconds = 101;
  expect(await shown()).toBe('3');
  seconds = 102;
  expect(await shown()).toBe('0');
});
