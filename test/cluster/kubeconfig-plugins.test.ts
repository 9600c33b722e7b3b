import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

const V1 = 'client.authentication.k8s.io/v1';
const V1BETA1 = `${V1}beta1`;

/** A kubeconfig whose user asks a shell script, and what it prints. */
function plugin(
  what: string,
  script: (given: Given) => string,
  rest: Partial<Row> &
    Pick<Row, 'kubectl'> & { readonly exec?: object; readonly user?: object; readonly cluster?: object },
): Row {
  const { exec, user, cluster, ...row } = rest;
  const fields = { apiVersion: V1, command: './plugin', interactiveMode: 'Never', ...exec };
  return {
    what,
    files: (given) => ({
      '.kube/config': given.config(cluster, { exec: fields, ...user }),
      '.kube/plugin': `#!/bin/sh\n${script(given)}\n`,
    }),
    ...row,
  };
}

const say = (text: string) => `cat <<END\n${text}\nEND`;
const answer = (status: object, apiVersion = V1, kind = 'ExecCredential') =>
  say(JSON.stringify({ kind, apiVersion, status }));
const TOKEN = () => answer({ token: 'p' });
const SENT = { kubectl: 'sent' } as const;
const refused = (says: RegExp) => ({ kubectl: 'refused', says }) as const;
const pairOf = ({ client }: Given) => ({ clientCertificateData: client.cert, clientKeyData: client.key });
/** A token that is what the plugin was told, in letters and digits. */
const TOLD = () => `version=$(printf %s "$KUBERNETES_EXEC_INFO" | sed 's/.*"apiVersion":"\\([^"]*\\)".*/\\1/')
token=$(printf %s "$KUBERNETES_EXEC_INFO" | base64 | tr -d '\\n=+/')
printf '{"kind":"ExecCredential","apiVersion":"%s","status":{"token":"%s"}}' "$version" "$token"`;

describeRows('what plugins give kubectl and kx', [
  plugin('a token', TOKEN, SENT),
  plugin('a certificate', (given) => answer(pairOf(given)), SENT),
  plugin('both', (given) => answer({ ...pairOf(given), token: 'p' }), SENT),
  plugin(
    'a token that has expired',
    () => answer({ token: 'p', expirationTimestamp: '2020-01-01T00:00:00Z' }),
    SENT,
  ),
  plugin('YAML', () => say(`kind: ExecCredential\napiVersion: ${V1}\nstatus: {token: p}`), SENT),
  plugin('stderr', () => `echo hello >&2; ${TOKEN()}`, { ...SENT, says: /^hello$/m }),
  plugin('v1beta1', () => answer({ token: 'p' }, V1BETA1), { ...SENT, exec: { apiVersion: V1BETA1 } }),
  plugin('v1beta1 without interactiveMode', () => answer({ token: 'p' }, V1BETA1), {
    ...SENT,
    exec: { apiVersion: V1BETA1, interactiveMode: undefined },
  }),
  plugin('IfAvailable, without a terminal', () => `cat >/dev/null; ${TOKEN()}`, {
    ...SENT,
    exec: { interactiveMode: 'IfAvailable' },
  }),
  plugin(
    'arguments and variables',
    () => say(`{"kind":"ExecCredential","apiVersion":"${V1}","status":{"token":"$1-$2-$E"}}`),
    {
      ...SENT,
      exec: {
        args: ['a', 'b'],
        env: [
          { name: 'E', value: '1' },
          { name: 'E', value: '2' },
        ],
      },
    },
  ),
  plugin('what they are told', TOLD, SENT),
  plugin('what they are told of the cluster', TOLD, {
    ...SENT,
    exec: { provideClusterInfo: true },
    cluster: {
      'tls-server-name': 'fake.default.svc',
      'disable-compression': true,
      extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { a: [1], b: 'x' } }],
    },
  }),
  plugin('what they are told of an unverified cluster with a path', TOLD, {
    ...SENT,
    exec: { provideClusterInfo: true, apiVersion: V1BETA1 },
    flags: ({ url }) => [`--server=${url}/a/b/`, '--insecure-skip-tls-verify'],
  }),
  plugin('nothing to plain HTTP', () => 'exit 1', {
    ...SENT,
    flags: ({ plainUrl }) => [`--server=${plainUrl}`],
  }),
  plugin('nothing beside a password', () => 'exit 1', { ...SENT, user: { username: 'a', password: 'b' } }),
  plugin('nothing beside a token', () => 'exit 1', { ...SENT, user: { token: 't' } }),
]);

describeRows('what plugins kubectl and kx refuse', [
  plugin(
    'another version',
    () => answer({ token: 'p' }, V1BETA1),
    refused(/v1beta1, and the kubeconfig says/),
  ),
  plugin('another kind', () => answer({ token: 'p' }, V1, 'Foo'), refused(/its output is no ExecCredential/)),
  plugin('no kind', () => say('{"status":{"token":"p"}}'), refused(/its output is no ExecCredential/)),
  plugin('a word', () => 'echo hi', refused(/its output is no ExecCredential: hi/)),
  plugin('nothing', () => '', refused(/it printed nothing/)),
  plugin('two answers', () => `${TOKEN()}\n${TOKEN()}`, refused(/its output is no ExecCredential/)),
  plugin('no status', () => say(`{"kind":"ExecCredential","apiVersion":"${V1}"}`), refused(/has no status/)),
  plugin('an empty status', () => answer({}), refused(/neither token nor certificate/)),
  plugin('half a pair', (given) => answer({ token: 'p', clientCertificateData: given.client.cert }), {
    ...refused(/a certificate without a key/),
  }),
  plugin(
    'a broken pair',
    () => answer({ clientCertificateData: 'x', clientKeyData: 'y' }),
    refused(/no certificate/),
  ),
  plugin('a token that is a number', () => answer({ token: 5 }), refused(/status\.token that is no text/)),
  plugin('a token of two lines', () => answer({ token: 'a\n' }), refused(/holds a line break/)),
  plugin(
    'a time that is none',
    () => answer({ token: 'p', expirationTimestamp: 'soon' }),
    refused(/that is no time/),
  ),
  plugin('an exit code', () => 'echo oops >&2; exit 3', refused(/it ended with exit code 3: oops/)),
  plugin('a signal', () => 'kill -9 $$', refused(/it was ended by SIGKILL/)),
  plugin('Always without a terminal', TOKEN, {
    ...refused(/no terminal/),
    exec: { interactiveMode: 'Always' },
  }),
  plugin('no interactiveMode', TOKEN, {
    ...refused(/no interactiveMode/),
    exec: { interactiveMode: undefined },
  }),
  plugin('another interactiveMode', TOKEN, { ...refused(/'Maybe'/), exec: { interactiveMode: 'Maybe' } }),
  plugin('v1alpha1', TOKEN, {
    ...refused(/v1alpha1, which kubectl does not/),
    exec: { apiVersion: `${V1}alpha1` },
  }),
  plugin('no version', TOKEN, { ...refused(/no apiVersion/), exec: { apiVersion: undefined } }),
  plugin('no command', TOKEN, { ...refused(/no command/), exec: { command: '' } }),
  plugin('a variable without a name', TOKEN, {
    ...refused(/without a name/),
    exec: { env: [{ value: 'v' }] },
  }),
  plugin('one that is not installed', TOKEN, {
    ...refused(/there is no such command[\s\S]*get it/),
    exec: { command: 'no-such-plugin', installHint: 'get it' },
  }),
  plugin('one that is gone', TOKEN, { ...refused(/there is no such command/), exec: { command: './gone' } }),
  plugin('one beside a provider', TOKEN, {
    ...refused(/both an exec plugin and an auth-provider/),
    user: { 'auth-provider': { name: 'oidc' } },
  }),
]);
