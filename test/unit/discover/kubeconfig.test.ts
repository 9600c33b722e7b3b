import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubeconfigPlaces, readKubeconfig } from '../../../src/discover/kubeconfig/read-kubeconfig.ts';
import { resolveTarget } from '../../../src/discover/kubeconfig/resolve-target.ts';
import { selectContext } from '../../../src/discover/kubeconfig/select-context.ts';
import type { Target } from '../../../src/discover/kubeconfig/target.ts';
import { clusterAnswers } from '../../../src/options/cluster/cluster-options.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { tempDir } from '../../support/temp-dir.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
const KEY = PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY');
const DATA = Buffer.from(PEM).toString('base64');

/** A kubeconfig with one context `dev`, whose cluster and user have more fields. */
function config(cluster = '', user = ''): string {
  return `
current-context: dev
contexts: [{ name: dev, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: "https://dev:6443"${cluster} } }]
users: [{ name: u, user: {${user}} }]
`;
}

type Files = Readonly<Record<string, string>>;

async function load(files: Files, flags: RawOptions = {}, env: Record<string, string> = {}) {
  const dir = tempDir();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), text.replaceAll('DIR', dir));
  }
  const answers = clusterAnswers(flags);
  if (!answers.ok) throw new Error(JSON.stringify(answers.violations));
  const places = kubeconfigPlaces(answers.value.kubeconfig, { cwd: dir, env: { HOME: dir, ...env } });
  const loaded: string[] = [];
  const kubeconfig = await readKubeconfig(places, (file) => loaded.push(file.replace(`${dir}/`, '')));
  const target = await resolveTarget(selectContext(kubeconfig, places, answers.value), dir);
  return { target, loaded };
}

async function failure(files: Files, flags: RawOptions = {}, env: Record<string, string> = {}) {
  const error: unknown = await load(files, flags, env).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error('it did not fail');
  return { exitCode: 5, ...error, message: error.message.replaceAll(/\/\S*kx-test-\w+/g, 'DIR') };
}

describe('where the kubeconfig is', () => {
  it.each<readonly [what: string, flags: RawOptions, env: Record<string, string>, loaded: readonly string[]]>(
    [
      ['~/.kube/config', {}, {}, ['.kube/config']],
      ['KUBECONFIG', {}, { KUBECONFIG: 'a' }, ['a']],
      [
        'each file of KUBECONFIG, one that is missing skipped',
        {},
        { KUBECONFIG: 'a:missing::b' },
        ['a', 'b'],
      ],
      ['--kubeconfig alone', { kubeconfig: 'b' }, { KUBECONFIG: 'a' }, ['b']],
    ],
  )('is %s', async (...[, flags, env, loaded]) => {
    const files = { a: config(), b: config(), '.kube/config': config() };
    expect(await load(files, flags, env)).toMatchObject({ loaded });
  });

  it.each<readonly [what: string, flags: RawOptions, env: Record<string, string>, message: string]>([
    ['nowhere', {}, {}, 'there is no cluster to ask: no kubeconfig at DIR/.kube/config'],
    [
      'nowhere in KUBECONFIG',
      {},
      { KUBECONFIG: 'x:y' },
      'there is no cluster to ask: no kubeconfig at DIR/x, DIR/y',
    ],
    [
      'not where --kubeconfig says',
      { kubeconfig: 'x' },
      {},
      'cannot read kubeconfig DIR/x: there is no such file or directory (ENOENT)',
    ],
    ['a directory', { kubeconfig: '.' }, {}, 'cannot read kubeconfig DIR: it is a directory (EISDIR)'],
  ])('is told when it is %s', async (...[, flags, env, message]) => {
    expect(await failure({}, flags, env)).toMatchObject({ exitCode: 5, message });
  });
});

describe('several kubeconfigs', () => {
  const env = { KUBECONFIG: 'a:b' };

  it('give the first current-context and the first entry of each name', async () => {
    const second = config().replaceAll('dev', 'prod');
    expect((await load({ a: config(), b: second }, {}, env)).target.server).toBe('https://dev:6443');
    expect((await load({ a: config(), b: second }, { context: 'prod' }, env)).target.server).toBe(
      'https://dev:6443',
    );
    expect((await load({ a: '', b: second }, {}, env)).target.server).toBe('https://prod:6443');
  });

  it('may give the context in one and its cluster in another', async () => {
    const [contexts, rest] = [config().split('\n').slice(0, 3), config().split('\n').slice(3)];
    expect((await load({ a: contexts.join('\n'), b: rest.join('\n') }, {}, env)).target.server).toBe(
      'https://dev:6443',
    );
  });

  it('resolve paths from the folder of the file that names them', async () => {
    const files = { a: '', 'sub/b': config(', certificate-authority: ca.pem'), 'sub/ca.pem': PEM };
    expect((await load(files, {}, { KUBECONFIG: 'a:sub/b' })).target.tls.ca).toBe(PEM);
  });
});

describe('a user', () => {
  const authorization = (value: string) => ({ headers: [['Authorization', value]] });
  it.each<readonly [what: string, user: string, target: object]>([
    ['a token', 'token: abc', authorization('Bearer abc')],
    ['a token file, trimmed', 'tokenFile: token', authorization('Bearer from-file')],
    ['both, of which the file wins', 'token: abc, tokenFile: token', authorization('Bearer from-file')],
    ['a name and a password', 'username: me, password: secret', authorization('Basic bWU6c2VjcmV0')],
    ['nothing', '', { headers: [] }],
    [
      'a client certificate',
      `client-certificate-data: ${DATA}, client-key: key.pem`,
      { headers: [], tls: { cert: PEM, key: KEY } },
    ],
    [
      'impersonation',
      'token: t, as: jane, as-uid: "7", as-groups: [a, b], as-user-extra: { reason: [x, y] }',
      {
        headers: [
          ['Authorization', 'Bearer t'],
          ['Impersonate-User', 'jane'],
          ['Impersonate-Uid', '7'],
          ['Impersonate-Group', 'a'],
          ['Impersonate-Group', 'b'],
          ['Impersonate-Extra-reason', 'x'],
          ['Impersonate-Extra-reason', 'y'],
        ],
      },
    ],
  ])('may have %s', async (_, user, target) => {
    const files = { '.kube/config': config('', user), '.kube/token': ' from-file\n', '.kube/key.pem': KEY };
    expect((await load(files)).target).toMatchObject(target);
  });

  it.each<readonly [what: string, user: string, message: RegExp]>([
    [
      'an auth-provider',
      'auth-provider: { name: gcp }',
      /user 'u' signs in with auth-provider gcp, which kubectl removed/,
    ],
    ['a token and a password', 'token: a, username: b', /more than one way to authenticate/],
    [
      'a certificate without key',
      `client-certificate-data: ${DATA}`,
      /^there is client-certificate of context 'dev' of \S+, but no client key/,
    ],
    [
      'a key without certificate',
      `client-key-data: ${DATA}`,
      /^there is client-key of context 'dev' of \S+, but no client certificate/,
    ],
    [
      'a certificate twice',
      `client-certificate: a, client-certificate-data: ${DATA}, client-key: b`,
      /both client-certificate and/,
    ],
    ['groups without a user', 'as-groups: [a]', /impersonates a uid or groups without a user/],
    [
      'a token file that is gone',
      'tokenFile: gone',
      /^cannot read tokenFile DIR\/\.kube\/gone: there is no such file or directory \(ENOENT\)$/,
    ],
    [
      'a key that is no PEM',
      `client-certificate-data: ${DATA}, client-key-data: aGVsbG8=`,
      /^client-key of context 'dev' of \S+ holds no private key: it is no PEM/,
    ],
    ['a plugin that needs a terminal', 'exec: { command: x, interactiveMode: Always }', /asks the terminal/],
    ['a plugin without command', 'exec: { apiVersion: v1 }', /its exec plugin has no command/],
  ])('cannot have %s', async (_, user, message) => {
    expect((await failure({ '.kube/config': config('', user) })).message).toMatch(message);
  });
});

describe('a server without TLS', () => {
  const insecure = (user: string) => config('', user).replace('https://dev:6443', 'http://dev');

  it.each<readonly [what: string, user: string]>([
    ['a token', 'token: abc'],
    ['a token file, which is not even read', 'tokenFile: gone'],
    ['a password', 'username: me, password: secret'],
    ['a client certificate', 'client-certificate: gone, client-key: gone'],
    ['a credential plugin, which is not run', 'exec: { apiVersion: v1, command: ./no-such-plugin }'],
  ])('gets no credential: %s', async (_, user) => {
    const { target } = await load({ '.kube/config': insecure(`${user}, as: jane`) });
    expect(target).toMatchObject({ server: 'http://dev', tls: { cert: undefined, key: undefined } });
    expect(target.headers).toEqual([['Impersonate-User', 'jane']]);
  });

  it.each(['http://b:1', 'HTTP://b:1', 'b:1'])('may be named by --server %s', async (server) => {
    const { target } = await load({ '.kube/config': config('', 'token: abc') }, { server, token: 'flag' });
    expect(target).toMatchObject({ server: 'http://b:1', headers: [] });
  });

  it('is not meant by an address without a scheme beside something of TLS', async () => {
    const bare = config(', insecure-skip-tls-verify: true', 'token: abc').replace('https://', '');
    expect((await load({ '.kube/config': bare })).target).toMatchObject({
      server: 'https://dev:6443',
      headers: [['Authorization', 'Bearer abc']],
    });
  });
});

describe('a cluster', () => {
  it.each<readonly [what: string, cluster: string, target: object]>([
    ['a CA as data', `, certificate-authority-data: ${DATA}`, { tls: { ca: PEM, insecure: false } }],
    ['no verification', ', insecure-skip-tls-verify: true', { tls: { ca: undefined, insecure: true } }],
    ['a name of its certificate', ', tls-server-name: kube', { tls: { serverName: 'kube' } }],
    ['no compression', ', disable-compression: true', { compression: false }],
  ])('may have %s', async (_, cluster, target) => {
    expect((await load({ '.kube/config': config(cluster) })).target).toMatchObject(target);
  });

  it.each<readonly [what: string, cluster: string, message: RegExp]>([
    [
      'a CA twice',
      `, certificate-authority: a, certificate-authority-data: ${DATA}`,
      /has both certificate-authority and/,
    ],
    [
      'a CA and no verification',
      `, certificate-authority-data: ${DATA}, insecure-skip-tls-verify: true`,
      /both a certificate authority/,
    ],
    [
      'a CA file that is gone',
      ', certificate-authority: gone',
      /^cannot read certificate-authority DIR\/\.kube\/gone/,
    ],
  ])('cannot have %s', async (_, cluster, message) => {
    expect((await failure({ '.kube/config': config(cluster) })).message).toMatch(message);
  });
});

describe('flags', () => {
  const file = {
    '.kube/config': config(
      `, certificate-authority-data: ${DATA}, tls-server-name: kube`,
      'tokenFile: token',
    ),
  };
  const files = { ...file, '.kube/token': 'file', 'ca.pem': `${PEM}other` };
  it.each<readonly [what: string, flags: RawOptions, target: Partial<Target> | object]>([
    [
      '--server, which forgets the name',
      { server: 'https://b:1/' },
      { server: 'https://b:1', tls: { serverName: undefined } },
    ],
    ['--tls-server-name', { tlsServerName: 'x' }, { tls: { serverName: 'x' } }],
    [
      '--insecure-skip-tls-verify, which forgets the CA',
      { insecureSkipTlsVerify: true },
      { tls: { ca: undefined, insecure: true } },
    ],
    [
      '--certificate-authority, from the working directory',
      { certificateAuthority: 'ca.pem' },
      { tls: { ca: `${PEM}other` } },
    ],
    ['--token', { token: 'flag' }, { headers: [['Authorization', 'Bearer flag']] }],
    [
      '--as',
      { as: 'jane', asGroup: ['a'] },
      {
        headers: [
          ['Authorization', 'Bearer file'],
          ['Impersonate-User', 'jane'],
          ['Impersonate-Group', 'a'],
        ],
      },
    ],
  ])('override the kubeconfig: %s', async (_, flags, target) => {
    expect((await load(files, flags)).target).toMatchObject(target);
  });

  it.each([
    ['https://a:6443', 'https://a:6443'],
    ['http://a', 'http://a'],
    ['a:6443', 'http://a:6443'],
  ])('do without a kubeconfig: --server %s is %s', async (server, address) => {
    expect((await load({}, { server })).target).toMatchObject({
      server: address,
      headers: [],
      origins: { server: '--server', credentials: undefined },
    });
  });

  it.each([
    ['https://me:secret@a:6443', 'the address of the API server a:6443 holds a user name or a password'],
    ['ftp://me:secret@a', "'ftp://a' is no address of an API server; write it as https://HOST:PORT"],
  ])('cannot hold a password, nor show it: --server %s', async (server, message) => {
    expect(await failure({}, { server })).toMatchObject({ message });
  });

  it.each<readonly [what: string, flags: RawOptions, message: string, hint: string]>([
    ['context', { context: 'dve' }, "there is no context 'dve' in DIR/.kube/config", 'did you mean dev?'],
    [
      'cluster',
      { cluster: 'zzz' },
      "there is no cluster 'zzz' in DIR/.kube/config, which context 'dev' wants",
      'it has: c',
    ],
    [
      'user',
      { user: 'zzz' },
      "there is no user 'zzz' in DIR/.kube/config, which context 'dev' wants",
      'it has: u',
    ],
  ])('name a %s that is not there', async (...[, flags, message, hint]) => {
    expect(await failure(files, flags)).toMatchObject({ message, hint });
  });

  const pair = { clientCertificate: 'cert.pem', clientKey: 'key.pem' };
  it.each<readonly [what: string, flags: RawOptions, message: string]>([
    [
      'a CA that is a key',
      { certificateAuthority: 'key.pem' },
      '--certificate-authority DIR/key.pem holds no certificate, only PRIVATE KEY',
    ],
    [
      'a CA that is no PEM',
      { certificateAuthority: 'text' },
      '--certificate-authority DIR/text holds no certificate: it is no PEM, it has no -----BEGIN line',
    ],
    [
      'a certificate that is a key',
      { ...pair, clientCertificate: 'key.pem' },
      '--client-certificate DIR/key.pem holds no certificate, only PRIVATE KEY',
    ],
    [
      'a key that is a certificate',
      { ...pair, clientKey: 'cert.pem' },
      '--client-key DIR/cert.pem holds no private key, only CERTIFICATE',
    ],
    [
      'a file that is gone',
      { certificateAuthority: 'gone' },
      'cannot read --certificate-authority DIR/gone: there is no such file or directory (ENOENT)',
    ],
    [
      'a certificate without key',
      { clientCertificate: 'cert.pem' },
      "there is --client-certificate, but no client key (context 'dev' of DIR/.kube/config)",
    ],
  ])('are named where they give %s', async (_, flags, message) => {
    const given = { ...files, 'cert.pem': PEM, 'key.pem': KEY, text: 'hello' };
    expect((await failure(given, flags)).message).toBe(message);
  });

  it.each<readonly [RawOptions, credentials: string]>([
    [{}, "the credentials of user 'u' in the kubeconfig"],
    [{ token: 't' }, '--token'],
    [pair, '--client-certificate and --client-key'],
    [{ ...pair, token: 't' }, '--token and --client-certificate and --client-key'],
  ])('%j are what the credentials come from', async (flags, credentials) => {
    const given = { ...files, 'cert.pem': PEM, 'key.pem': KEY };
    expect((await load(given, flags)).target.origins).toMatchObject({ credentials });
  });

  it('must name a context where the kubeconfig has no current one', async () => {
    const text = config().replace('current-context: dev', '');
    expect(await failure({ '.kube/config': text })).toMatchObject({
      message: 'DIR/.kube/config has no current-context',
      hint: 'give --context, one of: dev',
    });
  });

  it.each(['', 'apiVersion: v1\nkind: Config\n'])('cannot find one in %j', async (text) => {
    expect(await failure({ '.kube/config': text })).toMatchObject({
      message: 'DIR/.kube/config has no contexts, so there is no cluster to ask',
      hint: 'give another file with --kubeconfig FILE, or --server URL',
    });
    expect(await failure({ '.kube/config': text }, { context: 'dev' })).toMatchObject({
      message: "there is no context 'dev' in DIR/.kube/config",
      hint: 'it has no contexts',
    });
  });

  it('must name a context that has a cluster', async () => {
    const text = config().replace('cluster: c, user', 'user');
    expect((await failure({ '.kube/config': text })).message).toBe(
      "context 'dev' of DIR/.kube/config names no cluster",
    );
  });
});

describe('a file that is no kubeconfig', () => {
  it.each([
    ['{a: [', /^kubeconfig DIR\/\.kube\/config is not YAML: .* at line 1/],
    ['just text', /^DIR\/\.kube\/config is not a kubeconfig: it holds no mapping/],
    [`${config()}\n`.replace('[{ name: dev', '[{ name: dev }, { name: dev'), /names 'dev' twice in contexts/],
    [config().replace('https://dev:6443', 'ftp://dev'), /^'ftp:\/\/dev' is no address of an API server/],
    [
      config().replace('server:', 'serverr:'),
      /^cluster 'c' of context 'dev' of DIR\/\.kube\/config has no server/,
    ],
  ])('is told: %j', async (text, message) => {
    expect((await failure({ '.kube/config': text })).message).toMatch(message);
  });
});

describe('a credential plugin', () => {
  const plugin = (script: string, more = '') => ({
    '.kube/config': config(
      '',
      `exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never${more} }`,
    ),
    '.kube/plugin': `#!${process.execPath}\n${script}`,
  });
  const answers = (status: string) =>
    `console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: ${status} }))`;

  async function loadPlugin(files: Files) {
    const dir = tempDir();
    mkdirSync(join(dir, '.kube'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    chmodSync(join(dir, '.kube/plugin'), 0o755);
    return load({}, { kubeconfig: join(dir, '.kube/config') });
  }

  it('beside the kubeconfig gives a token', async () => {
    const { target } = await loadPlugin(plugin(answers('{ token: "abc" }')));
    expect(target.headers).toEqual([['Authorization', 'Bearer abc']]);
  });

  it('gives a certificate', async () => {
    const { target } = await loadPlugin(
      plugin(
        answers(`{ clientCertificateData: ${JSON.stringify(PEM)}, clientKeyData: ${JSON.stringify(PEM)} }`),
      ),
    );
    expect(target.tls).toMatchObject({ cert: PEM, key: PEM });
  });

  it('is told of the cluster where it wants', async () => {
    const { target } = await loadPlugin(
      plugin(
        answers('{ token: JSON.parse(process.env.KUBERNETES_EXEC_INFO).spec.cluster.server }'),
        ', provideClusterInfo: true',
      ),
    );
    expect(target.headers).toEqual([['Authorization', 'Bearer https://dev:6443']]);
  });

  it.each([
    [
      'fails',
      'console.error("no\\nlogin first"); process.exit(1)',
      /plugin \S+\/plugin of user 'u' failed: it ended with exit code 1: login first$/,
    ],
    [
      'answers nothing',
      '',
      / it ended with exit code 0, but its output is no ExecCredential, it printed nothing$/,
    ],
    ['answers a word', 'console.log("hi")', / exit code 0, but its output is no ExecCredential: hi$/],
    [
      'answers something else',
      'console.log("{}")',
      / exit code 0, but its output is no ExecCredential: \{\}$/,
    ],
    ['answers a bare token', `console.log("${'s'.repeat(40)}")`, / no ExecCredential: s{20}\.\.\.$/],
    ['ends without a word', 'process.exit(3)', / failed: it ended with exit code 3, and it printed nothing$/],
    ['fails on stdout', 'console.log("log in"); process.exitCode = 3', / it ended with exit code 3: log in$/],
    [
      'is killed',
      'process.kill(process.pid, "SIGKILL")',
      / it was ended by SIGKILL, and it printed nothing$/,
    ],
    ['answers without credential', answers('{}'), /gave neither token nor certificate/],
  ])('is an error where it %s', async (_, script, message) => {
    await expect(loadPlugin(plugin(script))).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(message),
    });
  });

  it('is an error where it is not installed, with its own hint', async () => {
    const user = 'exec: { command: no-such-plugin, installHint: get it at example.com }';
    expect(await failure({ '.kube/config': config('', user) })).toMatchObject({
      message: "the credential plugin no-such-plugin of user 'u' failed: there is no such command",
      hint: 'get it at example.com',
    });
  });
});
