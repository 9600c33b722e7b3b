import { describe, expect, it } from 'vitest';
import { authorizationOf, config, type Files, failure, load } from './load-target.ts';

const TEXT = config('', 'token: t');
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]);

describe('a kubeconfig', () => {
  it.each<readonly [what: string, text: string | Uint8Array]>([
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...jsonConfig() })],
    ['YAML with a byte order mark', `\ufeff${TEXT}`],
    ['YAML with CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['UTF-16 of PowerShell', utf16],
    ['UTF-16 of another order', Buffer.from(utf16).swap16()],
    ['the first of several documents', `${TEXT}---\n{a: [`],
    ['YAML with unknown fields', `${TEXT}preferences: {}\nextensions: 5\n`],
    ['YAML with anchors', `x: &u { token: t }\n${config('', '<<: *u')}`],
    ['YAML with a key twice', config('', 'token: s, token: t')],
    ['YAML with a token in binary', config('', 'token: !!binary dA==')],
    [
      'YAML with more aliases than users have',
      `x: &x [a]\n${TEXT}y: [${Array(500).fill('*x').join(', ')}]\n`,
    ],
    ['YAML with null in its lists', TEXT.replace('users: [', 'users: [null, ')],
  ])('may be %s', async (_, text) => {
    expect(authorizationOf((await load({ '.kube/config': text })).target)).toBe('Bearer t');
  });

  it.each<readonly [yaml: string, sent: string]>([
    ['2020-01-01', '2020-01-01'],
    ['12:30:45', '12:30:45'],
    ['!!str 123', '123'],
    ['=', '='],
  ])('has the token %s as kubectl reads it', async (yaml, sent) => {
    expect(authorizationOf((await load({ '.kube/config': config('', `token: ${yaml}`) })).target)).toBe(
      `Bearer ${sent}`,
    );
  });

  it.each(['yes', 'on', 'Y', 'true'])('is not verified with insecure-skip-tls-verify: %s', async (yes) => {
    const { target } = await load({ '.kube/config': config(`, insecure-skip-tls-verify: ${yes}`) });
    expect(target.tls.insecure).toBe(true);
  });

  it.each([
    ['{a: [', /^kubeconfig DIR\/\.kube\/config is not YAML: .* at line 1, column \d+$/],
    ['a: *b', /^kubeconfig DIR\/\.kube\/config is not YAML: Unresolved alias/],
    ['just text', /^DIR\/\.kube\/config is not a kubeconfig: it holds no mapping$/],
    ['- a', /^DIR\/\.kube\/config is not a kubeconfig: it holds no mapping$/],
    [`kind: Pod\n${TEXT}`, /^DIR\/\.kube\/config is not a kubeconfig: it is Pod of v1, not Config of v1$/],
    [`apiVersion: v2\n${TEXT}`, /: it is Config of v2, not Config of v1$/],
    [`apiVersion: 1\n${TEXT}`, /^DIR\/\.kube\/config: apiVersion is a number, not a text$/],
    [TEXT.replace('[{ name: dev', '[{ name: dev }, { name: dev'), /names 'dev' twice in contexts/],
    [TEXT.replace('token: t', 'token: 123'), /: users\[u\]\.user\.token is a number, not a text$/],
    [TEXT.replace('token: t', 'token: y'), /: users\[u\]\.user\.token is a boolean, not a text$/],
    [TEXT.replace('token: t', 'token: [t]'), /: users\[u\]\.user\.token is a list, not a text$/],
    [
      TEXT.replace('token: t', 'as-groups: [1]'),
      /: users\[u\]\.user\.as-groups\[0\] is a number, not a text$/,
    ],
    [TEXT.replace('token: t', 'as-groups: a'), /: users\[u\]\.user\.as-groups is a text, not a list$/],
    [TEXT.replace('token: t', 'as-user-extra: { a: b }'), /\.as-user-extra\.a is a text, not a list$/],
    [TEXT.replace('token: t', 'exec: []'), /: users\[u\]\.user\.exec is a list, not a mapping$/],
    [
      TEXT.replace('token: t', 'client-key-data: "_-8="'),
      /: users\[u\]\.user\.client-key-data is not base64$/,
    ],
    [
      TEXT.replace('server:', 'insecure-skip-tls-verify: "true", server:'),
      /-verify is a text, not true or false$/,
    ],
    [TEXT.replace('{ name: c,', '5, { name: c,'), /: clusters\[0\] is a number, not a mapping$/],
    [TEXT.replace('name: dev', 'name: 5'), /: contexts\[0\]\.name is a number, not a text$/],
    ['clusters: {}', /: clusters is a mapping, not a list$/],
    ['current-context: 5', /: current-context is a number, not a text$/],
    [
      TEXT.replace('server:', 'serverr:'),
      /^cluster 'c' of context 'dev' of DIR\/\.kube\/config has no server$/,
    ],
  ])('cannot be %j', async (text, message) => {
    const error = await failure({ '.kube/config': text });
    expect({ ...error, message: error.message }).toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(message),
    });
  });
});

describe('the context', () => {
  const files = (text: string): Files => ({ '.kube/config': text });

  it('must be named where there is no current one', async () => {
    expect(await failure(files(TEXT.replace('current-context: dev', '')))).toMatchObject({
      message: 'DIR/.kube/config has no current-context',
      hint: 'give --context, one of: dev',
    });
  });

  it.each(['', 'null', '# nothing', '---\n---\na: b', 'apiVersion: v1\nkind: Config\n'])(
    'cannot be found in %j',
    async (text) => {
      expect(await failure(files(text))).toMatchObject({
        message: 'DIR/.kube/config has no contexts, so there is no cluster to ask',
        hint: 'give another file with --kubeconfig FILE, or --server URL',
      });
      expect(await failure(files(text), { flags: { context: 'dev' } })).toMatchObject({
        message: "there is no context 'dev' in DIR/.kube/config",
        hint: 'it has no contexts',
      });
    },
  );

  it('must be there, also where --server says whom to ask', async () => {
    const text = TEXT.replace('current-context: dev', 'current-context: gone');
    expect((await failure(files(text), { flags: { server: 'http://a' } })).message).toBe(
      "there is no context 'gone' in DIR/.kube/config",
    );
  });

  it('must have a cluster, and may have no user', async () => {
    expect((await failure(files(TEXT.replace('cluster: c, user', 'user')))).message).toBe(
      "context 'dev' of DIR/.kube/config names no cluster",
    );
    expect((await load(files(TEXT.replace(', user: u', '')))).target.headers).toEqual([]);
  });

  it.each([
    ['{ name: dev, context: { cluster: c, user: u, namespace: ns } }', 'ns'],
    ['{ name: dev, context: { cluster: c, user: u } }', 'default'],
  ])('%s is of the namespace %s', async (context, namespace) => {
    const text = TEXT.replace('{ name: dev, context: { cluster: c, user: u } }', context);
    expect((await load(files(text))).target.namespace).toBe(namespace);
  });
});

function jsonConfig() {
  return {
    'current-context': 'dev',
    contexts: [{ name: 'dev', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://dev' } }],
    users: [{ name: 'u', user: { token: 't' } }],
  };
}
