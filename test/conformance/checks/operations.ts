import { X509Certificate } from 'node:crypto';
import type { Check } from '../check.ts';
import { matcher } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';
import { parseMetrics, scrape, sumOf } from './metric-lines.ts';
import { created } from './stored.ts';

const OF_WIDGETS = { group: FIXTURE.group, version: FIXTURE.version, resource: FIXTURE.plural };

const NOT_SHOWN = matcher('401, 403 or 404', (value) => [401, 403, 404].includes(Number(value)));
const REFUSED = matcher('a status of 4xx', (value) => Number(value) >= 400 && Number(value) < 500);

/** What no answer may hold: where in its program a server is, or a page for browsers. */
const INNARDS = /^\s+at \S+ \(|goroutine \d+ \[|<html|node:internal/im;

const DAY = 24 * 60 * 60 * 1000;

/** Bodies that are none of an object. */
const BROKEN = [
  '',
  'null',
  '[]',
  '"x"',
  '{',
  `${'['.repeat(20_000)}`,
  '{"metadata":[]}',
  '{"kind":1}',
  '\u0000',
];

/** M: health, metrics, version. */
export const OPERATIONS_CHECKS: readonly Check[] = [
  {
    id: 98,
    priority: 0,
    title: 'probes are answered for anybody, as a whole, check by check and in words',
    modes: ['direct'],
    run: async (trial) => {
      const text = { 'content-type': /^text\/plain/ };
      for (const path of ['/healthz', '/livez', '/readyz']) {
        await trial.expect({ path, as: 'nobody' }, { status: 200, headers: text, text: 'ok' });
      }
      const verbose = { path: '/readyz?verbose', as: 'nobody' } as const;
      await trial.expect(verbose, { status: 200, text: /^\[\+\]ping ok\n[\s\S]*readyz check passed\n$/ });
      for (const part of [/storage|etcd/, /informer/, /authentication|client-ca|requestheader/, /shutdown/]) {
        const named = new RegExp(`^\\[\\+\\]\\S*(${part.source})\\S* ok$`, 'm');
        await trial.expect(verbose, { text: named });
      }
      await trial.expect(
        { path: '/readyz?verbose&exclude=ping' },
        { status: 200, text: /^\[\+\]ping excluded: ok$/m },
      );
      await trial.expect({ path: '/readyz/ping' }, { status: 200, text: 'ok' });
      await trial.expect({ path: '/readyz/made-up' }, { status: 404 });
    },
  },
  {
    id: 99,
    priority: 1,
    title: 'metrics have the names and labels of k8s.io/apiserver, for those who may read them',
    modes: ['direct'],
    run: async (trial) => {
      for (const as of ['nobody', 'alice'] as const) {
        await trial.expect({ path: '/metrics', as }, { status: NOT_SHOWN });
      }
      const listed = { ...OF_WIDGETS, verb: 'LIST', subresource: '', scope: 'namespace', code: '200' };
      const before = sumOf(await scrape(trial), 'apiserver_request_total', listed);
      await trial.expect({ path: trial.widgets }, { status: 200 });
      const { text } = await trial.expect(
        { path: '/metrics' },
        {
          status: 200,
          headers: { 'content-type': /^text\/plain/ },
          text: /^# TYPE apiserver_request_total counter$/m,
        },
      );
      const metrics = parseMetrics(text);
      trial.holds(sumOf(metrics, 'apiserver_request_total', listed) > before, 'a list is not counted');
      const { code: _, ...timed } = listed;
      const count = sumOf(metrics, 'apiserver_request_duration_seconds_count', timed);
      trial.holds(count > 0, 'apiserver_request_duration_seconds does not measure a list');
      const whole = sumOf(metrics, 'apiserver_request_duration_seconds_bucket', { ...timed, le: '+Inf' });
      trial.same(whole, count, 'the last bucket');

      const watch = await trial.watch({ path: `${trial.widgets}?watch=1` });
      try {
        await created(trial, 'w1');
        await watch.next();
        const during = await scrape(trial);
        const watches = sumOf(during, 'apiserver_longrunning_requests', { ...OF_WIDGETS, verb: 'WATCH' });
        trial.holds(watches > 0, 'apiserver_longrunning_requests knows of no watch');
        trial.holds(sumOf(during, 'apiserver_watch_events_total', OF_WIDGETS) > 0, 'no event is counted');
      } finally {
        watch.close();
      }
      const names = new Set(metrics.map(({ name }) => name));
      for (const name of ['apiserver_current_inflight_requests', 'process_resident_memory_bytes']) {
        trial.holds(names.has(name), `${name} is missing`);
      }
    },
  },
  {
    id: 100,
    priority: 1,
    title: 'the version is one that clients can read, for everybody who is known',
    modes: ['direct'],
    run: async (trial) => {
      const version = {
        major: /^\d+$/,
        minor: /^\d+\+?$/,
        gitVersion: /^v\d+\.\d+/,
        buildDate: /^\d{4}-/,
        platform: /^\w+\/\w+$/,
      };
      for (const as of ['admin', 'alice'] as const) {
        await trial.expect({ path: '/version', as }, { status: 200, body: version });
      }
    },
  },
  {
    id: 101,
    priority: 1,
    title: 'nothing of the inside of the server is shown, and broken bodies are refused in words',
    modes: ['direct'],
    run: async (trial) => {
      for (const path of ['/debug/pprof/', '/debug/pprof/heap', '/configz', '/flagz', '/statusz']) {
        for (const as of ['nobody', 'alice'] as const) {
          await trial.expect({ path, as }, { status: NOT_SHOWN });
        }
      }
      for (const body of BROKEN) {
        const answer = await trial.expect(
          { path: trial.widgets, method: 'POST', body },
          { status: REFUSED, body: { kind: 'Status', status: 'Failure' } },
        );
        trial.holds(!INNARDS.test(answer.text), `its inside is shown: ${answer.text.slice(0, 200)}`);
      }
      await trial.expect({ path: '/livez' }, { status: 200 });
    },
  },
  {
    id: 109,
    priority: 2,
    title: 'a certificate lasts a year at most, and its end is foretold thirty days before',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const launch = trial.means('launch');
      const first = await launch();
      const { certificates } = first;
      const issued = new X509Certificate(certificates.pem('tls.crt'));
      const days = (Date.parse(issued.validTo) - Date.parse(issued.validFrom)) / DAY;
      trial.holds(days <= 366, `the certificate lasts ${days} days`);
      certificates.issue('soon', 'ca', {
        subject: '/CN=soon',
        extensions: [
          `subjectAltName=${issued.subjectAltName?.replaceAll(', ', ',')}`,
          'extendedKeyUsage=serverAuth',
        ],
      });
      const flags = {
        'tls-cert-file': certificates.file('soon.crt'),
        'tls-private-key-file': certificates.file('soon.key'),
      };
      first.signal('SIGTERM');
      await first.ended;
      const server = trial.at((await launch({ flags, like: first })).endpoint);
      const end = Date.parse(new X509Certificate(certificates.pem('soon.crt')).validTo) / 1000;
      const foretold = (await scrape(server)).filter(
        ({ name, value }) =>
          /cert/.test(name) && (Math.abs(value - end) < 60 || Math.abs(value + Date.now() / 1000 - end) < 60),
      );
      trial.holds(foretold.length > 0, 'no metric says when the certificate expires');
      await server.expect({ path: '/readyz?verbose' }, { status: 200, text: /expire/ });
    },
  },
];
