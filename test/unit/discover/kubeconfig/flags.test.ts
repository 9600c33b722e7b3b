import { describe, expect, it } from 'vitest';
import type { RawOptions } from '../../../../src/options/option.ts';
import { config, DATA, load, PEMS } from './load-target.ts';

const OTHER = `${PEMS.ca}${PEMS.cert}`;
const FILES = {
  '.kube/config': config(`, certificate-authority-data: ${DATA.ca}, tls-server-name: kube`, 'token: file'),
  'ca.pem': OTHER,
  'cert.pem': PEMS.cert,
  'key.pem': PEMS.key,
};
const PAIR = { clientCertificate: 'cert.pem', clientKey: 'key.pem' };

describe('flags', () => {
  it.each<readonly [what: string, flags: RawOptions, target: object]>([
    [
      '--server, which forgets the name',
      { server: 'https://b:1/' },
      { server: 'https://b:1', tls: { serverName: undefined, ca: PEMS.ca } },
    ],
    ['--tls-server-name', { tlsServerName: 'x' }, { tls: { serverName: 'x' } }],
    [
      '--insecure-skip-tls-verify, which forgets the CA',
      { insecureSkipTlsVerify: true },
      { tls: { ca: undefined, insecure: true } },
    ],
    ['--insecure-skip-tls-verify=T', { insecureSkipTlsVerify: 'T' }, { tls: { insecure: true } }],
    [
      '--insecure-skip-tls-verify=0',
      { insecureSkipTlsVerify: '0' },
      { tls: { insecure: false, ca: PEMS.ca } },
    ],
    [
      '--certificate-authority, from the working directory',
      { certificateAuthority: 'ca.pem' },
      { tls: { ca: OTHER } },
    ],
    ['--token', { token: 'flag' }, { headers: [['Authorization', 'Bearer flag']] }],
    [
      '--client-certificate beside a token',
      PAIR,
      { tls: { cert: PEMS.cert }, headers: [['Authorization', 'Bearer file']] },
    ],
    [
      '--as',
      { as: 'jane', asGroup: ['a,b', ''] },
      {
        headers: [
          ['Authorization', 'Bearer file'],
          ['Impersonate-User', 'jane'],
          ['Impersonate-Group', 'a,b'],
          ['Impersonate-Group', ''],
        ],
      },
    ],
    ['--namespace', { namespace: 'x' }, { namespace: 'x' }],
  ])('override the kubeconfig: %s', async (_, flags, target) => {
    expect((await load(FILES, { flags })).target).toMatchObject(target);
  });

  it('say nothing where they are empty', async () => {
    const names = ['kubeconfig', 'context', 'cluster', 'user', 'server', 'token', 'certificateAuthority'];
    const more = [
      'clientCertificate',
      'clientKey',
      'tlsServerName',
      'as',
      'asUid',
      'namespace',
      'requestTimeout',
    ];
    const flags = Object.fromEntries([...names, ...more].map((name) => [name, '']));
    const { refresh: _, ...target } = (await load(FILES, { flags })).target;
    expect(target).toMatchObject({
      server: 'https://dev:6443',
      namespace: 'default',
      tls: { serverName: 'kube' },
    });
    expect(target.headers).toEqual([['Authorization', 'Bearer file']]);
  });

  it('override one value of an impersonation at a time', async () => {
    const user = 'token: t, as: jane, as-uid: "7", as-groups: [a, b]';
    const { target } = await load(
      { '.kube/config': config('', user) },
      { flags: { asUid: '8', asGroup: ['z'] } },
    );
    expect(target.headers.slice(1)).toEqual([
      ['Impersonate-User', 'jane'],
      ['Impersonate-Uid', '8'],
      ['Impersonate-Group', 'z'],
    ]);
  });

  it('leave a token file, which as with kubectl wins over --token', async () => {
    const files = { '.kube/config': config('', 'tokenFile: token'), '.kube/token': 'from-file' };
    const { target } = await load(files, { flags: { token: 'flag' } });
    expect(target.headers).toEqual([['Authorization', 'Bearer from-file']]);
    expect(target.origins.credentials).toMatch(
      /^tokenFile \S+\/token, which as with kubectl wins over --token$/,
    );
  });

  it.each([
    ['https://a:6443', 'https://a:6443'],
    ['http://a', 'http://a'],
    ['a:6443', 'http://a:6443'],
  ])('do without a kubeconfig: --server %s is %s', async (server, address) => {
    expect((await load({}, { flags: { server } })).target).toMatchObject({
      server: address,
      headers: [],
      origins: { server: '--server', credentials: undefined },
    });
  });

  it.each<readonly [flags: RawOptions, from: string, to: string, server: string]>([
    [{ server: 'https://b' }, 'cluster: c,', 'cluster: gone,', 'https://b'],
    [{ token: 't' }, 'user: u }', 'user: gone }', 'https://dev:6443'],
    [PAIR, 'user: u }', 'user: gone }', 'https://dev:6443'],
  ])('%o say what is not there', async (flags, from, to, server) => {
    const files = { ...FILES, '.kube/config': config().replace(from, to) };
    expect((await load(files, { flags })).target.server).toBe(server);
  });

  it.each<readonly [RawOptions, credentials: string]>([
    [{}, "the credentials of user 'u' in the kubeconfig"],
    [{ token: 't' }, '--token'],
    [PAIR, '--client-certificate and --client-key'],
    [{ ...PAIR, token: 't' }, '--token and --client-certificate and --client-key'],
  ])('%j are what the credentials come from', async (flags, credentials) => {
    expect((await load(FILES, { flags })).target.origins).toMatchObject({ credentials });
  });
});

describe('KUBERNETES_MASTER', () => {
  const env = { KUBERNETES_MASTER: 'https://master' };
  it.each<readonly [what: string, files: Record<string, string>, server: string]>([
    ['without a kubeconfig', {}, 'https://master'],
    [
      'for a cluster without a server',
      { '.kube/config': config().replace('server:', 'x:') },
      'https://master',
    ],
    [
      'for a cluster that is not there',
      { '.kube/config': config().replace('cluster: c,', 'cluster: z,') },
      'https://master',
    ],
    ['only where nothing else names a server', { '.kube/config': config() }, 'https://dev:6443'],
  ])('is asked %s', async (_, files, server) => {
    expect((await load(files, { env })).target.server).toBe(server);
  });
});
