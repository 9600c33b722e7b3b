import { Agent } from 'node:https';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../templates/aa/typescript/src/server/run-server.ts';
import { clientAuth, makeCertificates } from './certificates.ts';
import { type FakeKubeApiserver, startFakeKubeApiserver, writeKubeconfig } from './fake-kube-apiserver.ts';
import { type Call, startTestServer, statusOf, tlsOptions } from './use-server.ts';
import { widgetsIn } from './widget-kinds.ts';

const certificates = makeCertificates();
const { pem, issue } = certificates;
issue('new-proxy-ca', 'new-proxy-ca', {
  subject: '/CN=new-proxy-ca',
  extensions: ['basicConstraints=critical,CA:TRUE'],
});
issue('new-proxy', 'new-proxy-ca', { subject: '/CN=front-proxy-client', extensions: [clientAuth] });

const maps = '/api/v1/namespaces/kube-system/configmaps';
const name = 'extension-apiserver-authentication';
const map = (data: Record<string, string> = {}) => ({
  metadata: { name, resourceVersion: '3' },
  data: {
    'client-ca-file': pem('client-ca.crt'),
    'requestheader-client-ca-file': pem('proxy-ca.crt'),
    'requestheader-allowed-names': '["front-proxy-client"]',
    'requestheader-username-headers': '["X-Remote-User"]',
    'requestheader-group-headers': '["X-Remote-Group"]',
    'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
    ...data,
  },
});

let fake: FakeKubeApiserver;
let server: RunningServer | undefined;
let log: string[] = [];
const start = async (...flags: readonly string[]) => {
  const kubeconfig = writeKubeconfig(certificates, fake.port);
  server = await startTestServer(certificates, {
    flags: [
      `--authentication-kubeconfig=${kubeconfig}`,
      '--authentication-tolerate-lookup-failure=false',
    ].concat(flags),
    log,
    authorities: 'cluster',
  });
};
const serve = (object: ReturnType<typeof map>) => {
  fake.answers.set(name, () => ({ status: 200, body: object }));
  fake.collections.set(maps, [object]);
};
const get = (as: string, headers: Call['headers'] = {}, agent = new Agent(tlsOptions(certificates, as))) =>
  statusOf(server?.port ?? 0, { path: widgetsIn('default'), agent, headers });
const masters = { 'X-Remote-User': 'a', 'X-Remote-Group': 'system:masters' };

beforeEach(async () => {
  log = [];
  fake = await startFakeKubeApiserver(certificates);
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await fake.stop();
});
afterAll(() => certificates.remove());

describe('the ConfigMap of kube-apiserver', () => {
  it('says which clients and which front proxy are believed', async () => {
    serve(map());
    await start();
    expect(await get('admin')).toBe(200);
    expect(await get('proxy', masters)).toBe(200);
    expect(await get('misnamed', masters)).toBe(401);
    expect(await get('new-proxy', masters)).toBe(401);
    expect(await get('foreign')).toBe(401);
  });

  it('is followed: CAs, names and headers', async () => {
    serve(map());
    await start();
    expect(await get('new-proxy', masters)).toBe(401);
    const both = { 'requestheader-client-ca-file': pem('proxy-ca.crt') + pem('new-proxy-ca.crt') };
    await expect
      .poll(() => {
        fake.send(maps, 'MODIFIED', map(both));
        return get('new-proxy', masters);
      })
      .toBe(200);
    expect(await get('proxy', masters)).toBe(200);
    const other = {
      ...both,
      'requestheader-allowed-names': '["somebody"]',
      'requestheader-username-headers': '["X-My-User"]',
    };
    fake.send(maps, 'MODIFIED', map(other));
    await expect.poll(() => get('misnamed', { ...masters, 'X-My-User': 'a' })).toBe(200);
    expect(await get('misnamed', masters)).toBe(401);
    expect(await get('proxy', { ...masters, 'X-My-User': 'a' })).toBe(401);
  });

  it('counts for a connection that was there before it changed', async () => {
    serve(map());
    await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ...tlsOptions(certificates, 'new-proxy') });
    expect(await get('new-proxy', masters, agent)).toBe(401);
    await expect
      .poll(() => {
        fake.send(maps, 'MODIFIED', map({ 'requestheader-client-ca-file': pem('new-proxy-ca.crt') }));
        return get('new-proxy', masters, agent);
      })
      .toBe(200);
    agent.destroy();
  });

  it('that goes or breaks leaves what it said', async () => {
    serve(map());
    await start();
    await expect
      .poll(() => {
        fake.send(maps, 'MODIFIED', map({ 'requestheader-allowed-names': 'x' }));
        return log.join('');
      })
      .toContain('its requestheader-allowed-names is no list in JSON');
    fake.send(maps, 'MODIFIED', map({ 'client-ca-file': 'x' }));
    await expect.poll(() => log.join('')).toContain('its client-ca-file holds no PEM certificate');
    fake.send(maps, 'DELETED', map());
    await expect.poll(() => log.join('')).toContain('it is not there');
    expect(await get('proxy', masters)).toBe(200);
    expect(await get('admin')).toBe(200);
  });

  it('does not matter for what a flag names', async () => {
    serve(map({ 'client-ca-file': pem('foreign-ca.crt') }));
    await start(`--requestheader-client-ca-file=${certificates.file('new-proxy-ca.crt')}`);
    expect(await get('new-proxy', masters)).toBe(200);
    expect(await get('proxy', masters)).toBe(401);
    expect(await get('foreign')).toBe(200);
    expect(await get('admin')).toBe(401);
  });

  it('is not looked for with --authentication-skip-lookup', async () => {
    await start('--authentication-skip-lookup');
    expect(await get('admin')).toBe(401);
    expect(fake.seen).toEqual([]);
  });
});

describe('a ConfigMap that cannot be read', () => {
  it.each([
    [403, 'configmaps "x" is forbidden'],
    [404, 'configmaps "x" not found'],
  ])('is why the server does not start: %i', async (status, message) => {
    fake.answers.set(name, () => ({ status, body: { message } }));
    await expect(start()).rejects.toThrow(
      `cannot read the ConfigMap ${name} in kube-system: ${message}; allow it with: kubectl -n kube-system create rolebinding NAME --role=extension-apiserver-authentication-reader`,
    );
  });

  it('is waited for where that is tolerated, and nobody is believed until then', async () => {
    await start('--authentication-tolerate-lookup-failure');
    expect(await get('admin')).toBe(401);
    expect(await get('proxy', masters)).toBe(401);
    expect(await get('')).toBe(403);
    expect(log.join('')).toContain('extension-apiserver-authentication-reader');
    serve(map());
    await expect.poll(() => get('proxy', masters), { timeout: 5_000 }).toBe(200);
    expect(await get('admin')).toBe(200);
  });
});
