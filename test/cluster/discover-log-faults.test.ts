import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { CORE, DEMO, discoveryList, LEGACY } from '../unit/discover/answers.ts';
import { type FakeServer, fakeApiServer, type Reply, type Routes } from '../unit/discover/fake-api-server.ts';
import { kubeconfigFor } from '../unit/discover/run-discover.ts';
import { bothLogs } from './both-logs.ts';
import { installedKubectls } from './kubectls.ts';

const KUBECTLS = await installedKubectls();

/** A metav1.Status as API servers answer it. */
function refusal(code: number, reason: string, headers: Record<string, string> = {}): Reply {
  const message = `${reason}: User "me" cannot get path "/api"`;
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  return { status: code, body, headers };
}

const AGGREGATED: Routes = { '/api': discoveryList([CORE]), '/apis': discoveryList([DEMO]) };
const HTML: Reply = { status: 502, type: 'text/html', body: '<html>\n<h1>502 Bad Gateway</h1>\n</html>\n' };
const DEMO_V1 = '/apis/demo.kx.dev/v1alpha1';

/** Answers once that the client is to come again at once. */
function busyOnce(): Routes {
  let asked = 0;
  const busy = refusal(429, 'TooManyRequests', { 'Retry-After': '0' });
  return { ...AGGREGATED, '/api': () => (asked++ % 2 === 0 ? busy : discoveryList([CORE])) };
}

describe.skipIf(KUBECTLS.length === 0)('the log of kx discover where something fails', () => {
  const levels = ['6', '9'];
  const each = (cases: Readonly<Record<string, Routes>>) =>
    Object.entries(cases).flatMap(([name, routes]) => levels.map((v) => [name, v, routes] as const));

  it.each(
    each({
      'no credentials are accepted': { '/api': refusal(401, 'Unauthorized') },
      '/apis is forbidden': { ...AGGREGATED, '/apis': refusal(403, 'Forbidden') },
      '/apis is a gateway': { ...AGGREGATED, '/apis': HTML },
      '/apis is cut off': { ...AGGREGATED, '/apis': { ...discoveryList([]), body: '{"kind":"APIGroup' } },
      'the server is busy': busyOnce(),
      'a body has tabs': { ...AGGREGATED, '/apis': { ...discoveryList([]), body: '{\t"items":[]}' } },
    }),
  )('is the same: %s, -v %s', async (_, v, routes) => {
    const kubeconfig = kubeconfigFor(await fakeApiServer(routes));
    for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG: kubeconfig }, v)) {
      expect({ version, log: ours }).toEqual({ version, log: theirs });
    }
  });

  it.each(
    each({
      '/api is forbidden': { ...AGGREGATED, '/api': refusal(403, 'Forbidden') },
      '/api is not ready': { ...AGGREGATED, '/api': refusal(503, 'ServiceUnavailable') },
      '/api is a gateway': { ...AGGREGATED, '/api': HTML },
      '/api is a page': { ...AGGREGATED, '/api': { ...HTML, status: 200 } },
    }),
  )('is the same before kx goes on: %s, -v %s', async (_, v, routes) => {
    const kubeconfig = kubeconfigFor(await fakeApiServer(routes));
    for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG: kubeconfig }, v)) {
      expect({ version, log: ours.slice(0, theirs.length) }).toEqual({ version, log: theirs });
    }
  });

  it.each(
    each({
      'everything answers': LEGACY,
      'a group version is down': {
        ...LEGACY,
        [DEMO_V1]: { status: 503, type: 'text/plain', body: 'service unavailable\n' },
      },
      'a group version is yes': { ...LEGACY, [DEMO_V1]: { status: 500, type: 'text/plain', body: 'yes\n' } },
      'a group version is forbidden': { ...LEGACY, [DEMO_V1]: refusal(403, 'Forbidden') },
      'a group version is a page': { ...LEGACY, [DEMO_V1]: { ...HTML, status: 200 } },
      'a group version is empty': {
        ...LEGACY,
        [DEMO_V1]: { body: { kind: 'APIResourceList', resources: [] } },
      },
    }),
  )('has the same lines in legacy discovery: %s, -v %s', async (_, v, routes) => {
    const kubeconfig = kubeconfigFor(await fakeApiServer(routes));
    for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG: kubeconfig }, v)) {
      expect({ version, log: ours.toSorted() }).toEqual({ version, log: theirs.toSorted() });
    }
  });

  it.each<readonly [what: string, change: (server: FakeServer) => Promise<object>]>([
    ['nothing listens', async () => ({ server: 'https://127.0.0.1:1' })],
    ['the host is unknown', async () => ({ server: 'https://no-such-host.invalid' })],
    ['the host has a name', async ({ url }) => ({ server: url.replace('127.0.0.1', 'localhost') })],
    ['the certificate is for another', async () => ({ 'tls-server-name': 'other.example.com' })],
    ['the CA is unknown', async () => ({ 'certificate-authority-data': await anotherCa() })],
    ['the certificate has expired', async () => expiredServer()],
    ['the server speaks plain HTTP', async () => ({ server: await plainServer() })],
  ])('is the same: %s', async (_, change) => {
    const server = await fakeApiServer(AGGREGATED);
    const kubeconfig = kubeconfigFor(server);
    const config = parse(readFileSync(kubeconfig, 'utf8'));
    Object.assign(config.clusters[0].cluster, await change(server));
    writeFileSync(kubeconfig, stringify(config));
    for (const v of levels) {
      for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG: kubeconfig }, v)) {
        expect({ version, log: ours }).toEqual({ version, log: theirs });
      }
    }
  });
});

async function anotherCa(): Promise<string> {
  const { ca } = await fakeApiServer({});
  return Buffer.from(ca).toString('base64');
}

async function expiredServer(): Promise<object> {
  const { url, ca } = await fakeApiServer({}, { issued: Date.UTC(2024, 0, 1) });
  return { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
}

async function plainServer(): Promise<string> {
  const { url } = await fakeApiServer({}, { protocol: 'http' });
  return url.replace('http:', 'https:');
}
