import { describe, expect, it } from 'vitest';
import { authorizationOf, config, DATA, failure, load, PEMS } from './load-target.ts';

describe('a cluster', () => {
  it.each<readonly [what: string, cluster: string, target: object]>([
    ['a CA as data', `, certificate-authority-data: ${DATA.ca}`, { tls: { ca: PEMS.ca, insecure: false } }],
    ['no verification', ', insecure-skip-tls-verify: true', { tls: { ca: undefined, insecure: true } }],
    ['a name of its certificate', ', tls-server-name: kube', { tls: { serverName: 'kube' } }],
    ['no compression', ', disable-compression: true', { compression: false }],
    ['no proxy', '', { proxyUrl: undefined }],
    [
      'a proxy',
      ', proxy-url: "HTTP://me:secret@proxy:3128"',
      {
        proxyUrl: {
          url: 'http://me:secret@proxy:3128',
          origin: expect.stringMatching(/^proxy-url of context 'dev'/),
        },
      },
    ],
    ['a SOCKS proxy', ', proxy-url: "socks5://[::1]:1080"', { proxyUrl: { url: 'socks5://[::1]:1080' } }],
  ])('may have %s', async (_, cluster, target) => {
    expect((await load({ '.kube/config': config(cluster) })).target).toMatchObject(target);
  });

  const context = "context 'dev' of DIR/.kube/config";
  it.each<readonly [what: string, cluster: string, message: string]>([
    [
      'a CA twice',
      `, certificate-authority: a, certificate-authority-data: ${DATA.ca}`,
      `cluster 'c' has both certificate-authority and certificate-authority-data; keep one (${context})`,
    ],
    [
      'a CA and no verification',
      `, certificate-authority-data: ${DATA.ca}, insecure-skip-tls-verify: true`,
      `cluster 'c' has both a certificate authority and insecure-skip-tls-verify; keep one (${context})`,
    ],
    [
      'a CA file that is gone',
      ', certificate-authority: gone',
      'cannot read certificate-authority DIR/.kube/gone: there is no such file or directory (ENOENT)',
    ],
    [
      'a CA file that is a directory',
      ', certificate-authority: "."',
      'cannot read certificate-authority DIR/.kube: it is a directory (EISDIR)',
    ],
    ...['ftp://me:secret@proxy', 'socks5h://proxy', 'proxy:3128', 'http://[::1', 'http://'].map(
      (proxy) =>
        [
          `the proxy ${proxy}`,
          `, proxy-url: "${proxy}"`,
          `proxy-url ${proxy.replace('me:secret@', '')} of ${context} is no address of a proxy`,
        ] as const,
    ),
  ])('cannot have %s', async (_, cluster, message) => {
    expect(await failure({ '.kube/config': config(cluster) })).toMatchObject({ exitCode: 5, message });
  });

  it('says of a file that is gone who names it', async () => {
    expect((await failure({ '.kube/config': config(', certificate-authority: gone') })).hint).toMatch(
      /^context 'dev' of \S+\.kube\/config names it$/,
    );
  });
});

describe('the roots of the system', () => {
  const files = {
    '.kube/config': config(),
    'roots.pem': PEMS.ca,
    'roots/a.pem': PEMS.ca,
    'roots/b': 'words',
  };
  it.each([
    ['SSL_CERT_FILE', { SSL_CERT_FILE: 'roots.pem' }],
    ['SSL_CERT_DIR', { SSL_CERT_FILE: 'gone', SSL_CERT_DIR: 'gone:roots' }],
  ])('are those of %s where a cluster has no CA', async (_, env) => {
    // Paths of the environment are relative to the process, as Go's are.
    const here = (await load(files)).dir;
    const absolute = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value
          .split(':')
          .map((path) => `${here}/${path}`)
          .join(':'),
      ]),
    );
    const { target } = await load(files, { env: absolute });
    expect(target.tls.ca?.trim()).toBe(PEMS.ca.trim());
    expect(target.origins.authority).toBe('any certificate authority that this machine trusts');
  });

  it('take in what NODE_EXTRA_CA_CERTS names, and are not read where nothing is verified', async () => {
    const { dir } = await load({ ...files, 'extra.pem': 'extra' });
    const env = { SSL_CERT_FILE: `${dir}/roots.pem`, NODE_EXTRA_CA_CERTS: `${dir}/extra.pem` };
    expect((await load(files, { env })).target.tls.ca).toBe(`${PEMS.ca}\nextra`);
    const insecure = { '.kube/config': config(', insecure-skip-tls-verify: true') };
    expect((await load(insecure, { env })).target.tls.ca).toBeUndefined();
  });
});

describe('the address of a server', () => {
  const withServer = (server: string) => ({ '.kube/config': config().replace('https://dev:6443', server) });

  it.each([
    ['https://a:6443/', 'https://a:6443'],
    ['HTTPS://A', 'https://A'],
    ['https://a/k8s/clusters/c-1/', 'https://a/k8s/clusters/c-1'],
    ['https://a/x?y=1#z', 'https://a/x'],
    ['https://a?y=1', 'https://a'],
    ['https://a/b%2Fc//d/../e', 'https://a/b/c/e'],
    ['https://a/b%20c', 'https://a/b%20c'],
    ['https://a/b c', 'https://a/b%20c'],
    ["https://a/b'(c)%3F", 'https://a/b%27%28c%29%3F'],
    ['https://[::1]:6443', 'https://[::1]:6443'],
    ['http://a', 'http://a'],
    ['a:6443', 'http://a:6443'],
    ['10.0.0.1:6443', 'http://10.0.0.1:6443'],
    ['localhost', 'http://localhost'],
  ])('%s is %s', async (server, address) => {
    expect((await load(withServer(server))).target.server).toBe(address);
  });

  it.each([
    ['ftp://me:secret@a', 'ftp://a'],
    ['a:6443/path', 'a:6443/path'],
    ['https://', 'https://'],
    ['https://a b', 'https://a b'],
    ['https://a/%zz', 'https://a/%zz'],
    ['https://a:port', 'https://a:port'],
  ])('cannot be %s', async (server, shown) => {
    expect((await failure(withServer(server))).message).toBe(
      `'${shown}' is no address of an API server; write it as https://HOST:PORT`,
    );
  });

  it.each(['https://me:p%40ss@dev:6443', 'http://me:p%40ss@dev:6443'])(
    'may hold who asks, which is not shown: %s',
    async (server) => {
      const { target } = await load({
        '.kube/config': config('', 'token: t').replace('https://dev:6443', server),
      });
      expect(target.server).toBe(server.replace('me:p%40ss@', ''));
      expect(authorizationOf(target)).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
    },
  );
});

describe('a server without TLS', () => {
  const insecure = (user: string, cluster = '') =>
    config(cluster, user).replace('https://dev:6443', 'http://dev');

  it.each<readonly [what: string, user: string]>([
    ['a token', 'token: abc'],
    ['a token file, which is not even read', 'tokenFile: gone'],
    ['a password', 'username: me, password: secret'],
    ['a client certificate', 'client-certificate: cert.pem, client-key: key.pem'],
    ['a provider of old', 'auth-provider: { name: gcp }'],
    [
      'a credential plugin, which is not run',
      'exec: { apiVersion: client.authentication.k8s.io/v1, command: ./gone, interactiveMode: Never }',
    ],
  ])('gets no credential: %s', async (_, user) => {
    const text = insecure(
      `${user}, as: jane`,
      `, certificate-authority-data: ${DATA.ca}, insecure-skip-tls-verify: true`,
    );
    const { target } = await load({
      '.kube/config': text,
      '.kube/cert.pem': PEMS.cert,
      '.kube/key.pem': PEMS.key,
    });
    expect(target).toMatchObject({
      server: 'http://dev',
      tls: { ca: undefined, cert: undefined, key: undefined },
    });
    expect(target.headers).toEqual([['Impersonate-User', 'jane']]);
  });

  it.each([
    'client-certificate: gone, client-key: key.pem',
    'client-certificate: cert.pem, client-key: gone',
  ])('is asked only where the files are there: %s', async (user) => {
    const files = { '.kube/config': insecure(user), '.kube/cert.pem': PEMS.cert, '.kube/key.pem': PEMS.key };
    expect((await failure(files)).message).toMatch(/^cannot read client-\w+ DIR\/\.kube\/gone/);
  });

  it.each(['http://b:1', 'HTTP://b:1', 'b:1'])('may be named by --server %s', async (server) => {
    const { target } = await load(
      { '.kube/config': config('', 'token: abc') },
      { flags: { server, token: 'flag' } },
    );
    expect(target).toMatchObject({ server: 'http://b:1', headers: [] });
  });
});
