import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createClusterClient } from '../../../templates/aa/typescript/src/server/cluster/cluster-client.ts';
import { ClusterError } from '../../../templates/aa/typescript/src/server/cluster/cluster-error.ts';
import { inClusterConfig } from '../../../templates/aa/typescript/src/server/cluster/in-cluster.ts';
import { readKubeconfig } from '../../../templates/aa/typescript/src/server/cluster/read-kubeconfig.ts';
import { makeCertificates } from './certificates.ts';
import { startFakeKubeApiserver, writeKubeconfig } from './fake-kube-apiserver.ts';

const certificates = makeCertificates();
const { file, pem } = certificates;
const fake = await startFakeKubeApiserver(certificates);
fake.answers.set('ok', () => ({ status: 200, body: { fine: true } }));
afterAll(async () => {
  await fake.stop();
  certificates.remove();
});

const write = (text: string): string => {
  writeFileSync(file('config'), text);
  return file('config');
};
const configOf = ({ cluster = {}, user = {} }: { cluster?: object; user?: object }) =>
  JSON.stringify({
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://localhost:1', ...cluster } }],
    users: [{ name: 'u', user }],
  });
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a kubeconfig', () => {
  writeFileSync(file('token'), 'from-file\n');
  it.each<[string, object, object]>([
    ['a token', { user: { token: 't' } }, { token: 't' }],
    ["a token's file before a token", { user: { token: 't', tokenFile: 'token' } }, { token: 'from-file' }],
    [
      'files beside it',
      { cluster: { 'certificate-authority': 'server-ca.crt' }, user: { 'client-key': 'admin.key' } },
      { ca: pem('server-ca.crt'), key: pem('admin.key'), cert: undefined, token: undefined },
    ],
    [
      'data before files',
      {
        cluster: { 'certificate-authority': '/nope', 'certificate-authority-data': base64('ca') },
        user: { 'client-certificate-data': base64('cert'), 'client-key-data': base64('key') },
      },
      { ca: 'ca', cert: 'cert', key: 'key' },
    ],
    ['nothing', {}, { ca: undefined, cert: undefined, key: undefined, token: undefined }],
  ])('has %s', async (_, parts, credentials) => {
    const config = await readKubeconfig('kubeconfig', write(configOf(parts)));
    expect(await config.credentials()).toMatchObject(credentials);
  });

  it('says whose certificate is taken', async () => {
    const cluster = { 'tls-server-name': 'x', 'insecure-skip-tls-verify': true };
    expect(await readKubeconfig('kubeconfig', write(configOf({ cluster })))).toMatchObject({
      server: 'https://localhost:1',
      tlsServerName: 'x',
      insecure: true,
    });
  });

  it.each([
    ['', 'it is no kubeconfig'],
    ['a: [', 'line 1'],
    ['{}', 'it has no current-context'],
    ['{"current-context":"a"}', 'it has no context called a'],
    ['{"current-context":"a","contexts":[{"name":"a"}]}', 'its context a names no cluster'],
    [
      '{"current-context":"a","contexts":[{"name":"a","context":{"cluster":"c"}}]}',
      'it has no cluster called c',
    ],
    [configOf({ cluster: { server: 'x' } }), 'its server is no URL: x'],
    [configOf({ cluster: { server: 'http://x' } }), 'its server is not https: http://x'],
    [configOf({ cluster: { 'certificate-authority': '/nope' } }), 'ENOENT'],
    [configOf({ user: { exec: {} } }), 'it uses exec; give the server a token or a client certificate'],
    [configOf({ cluster: { 'proxy-url': 'x' }, user: { as: 'y' } }), 'it uses proxy-url and as;'],
  ])('%s is refused', async (text, sentence) => {
    const path = write(text);
    await expect(readKubeconfig('kubeconfig', path)).rejects.toThrow(
      new RegExp(`^--kubeconfig ${path} cannot be used: .*${sentence}`),
    );
  });
});

describe('a pod', () => {
  const env = { KUBERNETES_SERVICE_HOST: '::1', KUBERNETES_SERVICE_PORT: '443' };
  const directory = file('account');
  mkdirSync(directory);
  it('has a service account', async () => {
    expect(inClusterConfig(env, directory)).toBeUndefined();
    writeFileSync(`${directory}/token`, 'a\n');
    writeFileSync(`${directory}/ca.crt`, 'ca');
    const config = inClusterConfig(env, directory);
    expect(config?.server).toBe('https://[::1]:443');
    expect(await config?.credentials()).toMatchObject({ token: 'a', ca: 'ca' });
    expect(inClusterConfig({}, directory)).toBeUndefined();
  });
});

describe('a client', () => {
  const clientFor = async (user: readonly string[], now = () => 0) =>
    createClusterClient(
      await readKubeconfig('kubeconfig', writeKubeconfig(certificates, fake.port, user)),
      now,
    );

  it('reads its token again after ten seconds, and after a 401', async () => {
    let clock = 0;
    writeFileSync(file('renewed'), 'first');
    const client = await clientFor(['tokenFile: renewed'], () => clock);
    const sent = async () => {
      await client.call({ path: '/ok' });
      return fake.seen.at(-1)?.authorization;
    };
    expect(await sent()).toBe('Bearer first');
    writeFileSync(file('renewed'), 'second');
    clock = 9_999;
    expect(await sent()).toBe('Bearer first');
    clock = 10_000;
    expect(await sent()).toBe('Bearer second');
    writeFileSync(file('renewed'), 'third');
    fake.answers.set('ok', () => ({ status: 401, body: { message: 'Unauthorized' } }));
    await expect(client.call({ path: '/ok' })).rejects.toMatchObject({ status: 401 });
    fake.answers.set('ok', () => ({ status: 200, body: { fine: true } }));
    expect(await sent()).toBe('Bearer third');
    client.close();
  });

  it.each<[string, object, string]>([
    ['/ok', { status: 503, body: { message: 'away' }, headers: { 'Retry-After': '3' } }, 'away'],
    ['/ok', { status: 418, body: [] }, '418 []'],
    ['/ok', { status: 200, body: [] }, 'kube-apiserver answered something else than an object'],
  ])('says what %s answers: %j', async (path, answer, message) => {
    fake.answers.set('ok', () => ({ status: 200, body: {}, ...answer }));
    const client = await clientFor(['token: t']);
    const failure = await client.call({ path }).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(ClusterError);
    expect(failure).toMatchObject({ message });
    if ('headers' in answer) expect(failure).toMatchObject({ status: 503, retryAfterSeconds: 3 });
    client.close();
  });

  it('gives up in time', async () => {
    fake.answers.set('ok', () => ({ status: 200, body: {} }));
    const client = await clientFor(['token: t']);
    await expect(client.call({ path: '/ok?watch=true', timeoutMilliseconds: 50 })).rejects.toThrow(
      ClusterError,
    );
    client.close();
  });

  it('does not speak to a server of another CA', async () => {
    const cluster = { server: `https://127.0.0.1:${fake.port}`, 'tls-server-name': 'localhost' };
    const foreign = { ...cluster, 'certificate-authority': 'foreign-ca.crt' };
    for (const [parts, works] of [
      [foreign, false],
      [{ ...foreign, 'insecure-skip-tls-verify': true }, true],
      [{ ...foreign, 'certificate-authority': 'server-ca.crt' }, true],
      [{ ...foreign, 'certificate-authority': 'server-ca.crt', 'tls-server-name': 'x' }, false],
    ] as const) {
      const config = await readKubeconfig('kubeconfig', write(configOf({ cluster: parts })));
      const client = createClusterClient(config, () => 0);
      const worked = await client.call({ path: '/ok' }).then(
        () => true,
        () => false,
      );
      expect(worked, JSON.stringify(parts)).toBe(works);
      client.close();
    }
  });
});
