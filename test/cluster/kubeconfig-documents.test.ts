import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

/** A kubeconfig in YAML, whose user has what `user` says, and with more lines at its beginning. */
function yaml({ url, ca, base64 }: Given, { user = 'token: t', top = '', cluster = '' } = {}): string {
  return `${top}
current-context: dev
contexts:
- name: dev
  context: {cluster: c, user: u}
clusters:
- name: c
  cluster:
    server: ${url}
${cluster === '' ? `    certificate-authority-data: ${base64(ca)}` : `    ${cluster}`}
users:
- name: u
  user:
    ${user}
`;
}

const document = (
  what: string,
  text: (given: Given) => string | Uint8Array,
  rest: Omit<Row, 'what' | 'files'>,
): Row => ({
  what,
  files: (given) => ({ '.kube/config': text(given) }),
  ...rest,
});
const SENT = { kubectl: 'sent' } as const;
const refused = (says: RegExp) => ({ kubectl: 'refused', says }) as const;
const NOTHING = refused(/has no contexts, so there is no cluster to ask/);
const utf16 = (given: Given) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(yaml(given), 'utf16le')]);

describeRows('which documents kubectl and kx read', [
  document('YAML', (given) => yaml(given), SENT),
  document('JSON', ({ config }) => config({}, { token: 't' }), SENT),
  document('a byte order mark', (given) => `\ufeff${yaml(given)}`, SENT),
  document('CRLF', (given) => yaml(given).replaceAll('\n', '\r\n'), SENT),
  document('UTF-16, as PowerShell writes it', utf16, SENT),
  document('UTF-16 of another order', (given) => utf16(given).swap16(), SENT),
  document('several documents', (given) => `---\n${yaml(given)}---\nkind: Other\n`, SENT),
  document('a broken document behind the first', (given) => `${yaml(given)}---\n{a: [\n`, SENT),
  document('an empty document before it', (given) => `---\n---\n${yaml(given)}`, NOTHING),
  document('nothing', () => '', NOTHING),
  document('a comment', () => '# hi\n', NOTHING),
  document('null', () => 'null\n', NOTHING),
  document('a list', () => '- a\n', refused(/is not a kubeconfig: it holds no mapping/)),
  document('text', () => 'hello\n', refused(/is not a kubeconfig: it holds no mapping/)),
  document('a tab', (given) => yaml(given).replace('  cluster:', '\tcluster:'), refused(/is not YAML: Tabs/)),
  document(
    'an unknown alias',
    (given) => yaml(given, { user: 'token: *x' }),
    refused(/is not YAML: Unresolved alias/),
  ),
  document('anchors', (given) => yaml(given, { top: 'x: &u {token: a}', user: '<<: *u' }), SENT),
  document('many aliases', (given) => yaml(given, { top: `x: &x [a]\ny: [${'*x, '.repeat(300)}]` }), SENT),
  document('a key twice', (given) => yaml(given, { user: 'token: a\n    token: b' }), SENT),
  document('unknown fields', (given) => yaml(given, { top: 'foo: [1]', user: 'token: t\n    bar: 1' }), SENT),
  document('null in a list', (given) => yaml(given).replace('clusters:', 'clusters:\n-'), SENT),
  document('apiVersion alone', (given) => yaml(given, { top: 'apiVersion: v1' }), SENT),
  document('kind alone', (given) => yaml(given, { top: 'kind: Config' }), SENT),
  document(
    'another version',
    (given) => yaml(given, { top: 'apiVersion: v2' }),
    refused(/Config of v2, not Config/),
  ),
  document(
    'another group',
    (given) => yaml(given, { top: 'apiVersion: a/v1' }),
    refused(/Config of a\/v1, not/),
  ),
  document(
    'another kind',
    (given) => yaml(given, { top: 'kind: Pod' }),
    refused(/Pod of v1, not Config of v1/),
  ),
  document(
    'a kind in small letters',
    (given) => yaml(given, { top: 'kind: config' }),
    refused(/config of v1, not/),
  ),
  document(
    'a version that is a number',
    (given) => yaml(given, { top: 'apiVersion: 1' }),
    refused(/is a number/),
  ),
  document('a field of another case', (given) => yaml(given, { user: 'Token: t' }), {
    kubectl: 'refused',
    kx: { does: 'sent', because: 'no user is known: kubectl asks for a username; kx goes anonymously' },
  }),
  document(
    'a name twice',
    (given) => yaml(given).replace('users:', 'users:\n- name: u'),
    refused(/'u' twice in users/),
  ),
  document(
    'a name twice of another user',
    (given) => yaml(given).replace('users:', 'users:\n- name: z\n- name: z'),
    {
      ...refused(/'z' twice in users/),
    },
  ),
  document(
    'a namespace that is none',
    (given) => yaml(given).replace('user: u}', 'user: u, namespace: "A b"}'),
    SENT,
  ),
]);

describeRows('which values kubectl and kx take', [
  ...['2020-01-01', '12:30:45', '=', '!!binary aGVsbG8=', '!!str 123', '!foo 123', '"yes"', '|\n      a'].map(
    (value) =>
      document(`the token ${JSON.stringify(value)}`, (given) => yaml(given, { user: `token: ${value}` }), {
        ...(value.startsWith('|') ? refused(/holds a line break/) : SENT),
      }),
  ),
  ...['123', 'yes', 'y', 'Off', '0x1F', '017', '1_000', '1e3', '.5', '[a]', '{a: b}'].map((value) =>
    document(
      `the token ${value}`,
      (given) => yaml(given, { user: `token: ${value}` }),
      refused(/\.token is a/),
    ),
  ),
  ...['yes', 'on', 'Y', 'true'].map((value) =>
    document(
      `insecure-skip-tls-verify: ${value}`,
      (given) => yaml(given, { cluster: `insecure-skip-tls-verify: ${value}` }),
      SENT,
    ),
  ),
  ...['"true"', '1', '[]'].map((value) =>
    document(
      `insecure-skip-tls-verify: ${value}`,
      (given) => yaml(given, { cluster: `insecure-skip-tls-verify: ${value}` }),
      refused(/insecure-skip-tls-verify is a \w+, not true or false/),
    ),
  ),
  document(
    'groups that are no list',
    (given) => yaml(given, { user: 'as-groups: a' }),
    refused(/is a text, not a list/),
  ),
  document(
    'a group that is a number',
    (given) => yaml(given, { user: 'as-groups: [1]' }),
    refused(/\[0\] is a number/),
  ),
  document('extra values that are no list', (given) => yaml(given, { user: 'as-user-extra: {a: b}' }), {
    ...refused(/as-user-extra\.a is a text, not a list/),
  }),
  document(
    'a plugin that is a list',
    (given) => yaml(given, { user: 'exec: []' }),
    refused(/exec is a list, not a map/),
  ),
  document(
    'clusters that are no list',
    () => 'clusters: {a: b}',
    refused(/clusters is a mapping, not a list/),
  ),
  document('a cluster that is a text', (given) => yaml(given).replace('clusters:', 'clusters:\n- hi'), {
    ...refused(/clusters\[0\] is a text, not a mapping/),
  }),
  document('a context that is a number', (given) => yaml(given).replace('- name: dev', '- name: 5'), {
    ...refused(/contexts\[0\]\.name is a number/),
  }),
  document(
    'a current-context that is a number',
    () => 'current-context: 5',
    refused(/current-context is a number/),
  ),
]);
