import { createPrivateKey } from 'node:crypto';
import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

/** A kubeconfig of one user, with the files that it may name. */
function user(what: string, fields: (given: Given) => object, rest: Omit<Row, 'what' | 'files'>): Row {
  return {
    what,
    files: (given) => ({
      '.kube/config': given.config({}, fields(given)),
      '.kube/token': ' from-file\n',
      '.kube/empty': '',
      '.kube/blank': '\n',
      '.kube/cert.pem': given.client.cert,
      '.kube/key.pem': given.client.key,
      '.kube/both.pem': given.client.cert + given.client.key,
      '.kube/crlf.pem': given.client.key.replaceAll('\n', '\r\n'),
      '.kube/parameters.pem': `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${given.client.key}`,
    }),
    ...rest,
  };
}

function encrypted(key: string): string | Uint8Array {
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'secret' };
  return createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', ...cipher });
}

const SENT = { kubectl: 'sent' } as const;
const refused = (says: RegExp) => ({ kubectl: 'refused', says }) as const;
const PAIR = { 'client-certificate': 'cert.pem', 'client-key': 'key.pem' };
const jwt = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
const oidc = (config: object) => ({
  'auth-provider': {
    name: 'oidc',
    config: { 'idp-issuer-url': 'https://x.invalid', 'client-id': 'me', ...config },
  },
});

describeRows('as whom kubectl and kx ask: tokens and passwords', [
  user('a token', () => ({ token: 'a' }), SENT),
  user('a token with blanks', () => ({ token: ' a b ' }), SENT),
  user('a token beyond ASCII', () => ({ token: 'tök✓' }), SENT),
  user('a token of two lines', () => ({ token: 'a\n' }), refused(/holds a line break/)),
  user('a token file', () => ({ tokenFile: 'token' }), SENT),
  user('a token file beside a token', () => ({ token: 'a', tokenFile: 'token' }), SENT),
  user('a token file that is gone', () => ({ tokenFile: 'gone' }), refused(/cannot read tokenFile/)),
  user('a token file that is gone beside a token', () => ({ token: 'a', tokenFile: 'gone' }), SENT),
  user('a token file that is empty', () => ({ tokenFile: 'empty' }), refused(/tokenFile \S+ is empty/)),
  user('a token file that is blank', () => ({ tokenFile: 'blank' }), refused(/tokenFile \S+ is empty/)),
  user('a token file that is blank beside a token', () => ({ token: 'a', tokenFile: 'blank' }), SENT),
  user('a name and a password', () => ({ username: 'a:b', password: 'ü' }), SENT),
  user('a name alone', () => ({ username: 'a' }), SENT),
  user('a password alone', () => ({ password: 'a' }), refused(/has a password, but no username/)),
  user('a token and a password', () => ({ token: 't', password: 'a' }), refused(/more than one way/)),
  user('a token and a name', () => ({ token: 't', username: 'a' }), refused(/more than one way/)),
  user(
    'a token file and a name',
    () => ({ tokenFile: 'token', username: 'a' }),
    refused(/more than one way/),
  ),
  user('the provider gcp', () => ({ 'auth-provider': { name: 'gcp' } }), refused(/gke-gcloud-auth-plugin/)),
  user('the provider azure', () => ({ 'auth-provider': { name: 'azure' } }), refused(/kubelogin/)),
  user('gcp beside a token', () => ({ 'auth-provider': { name: 'gcp' }, token: 't' }), refused(/gcp/)),
  user('an unknown provider', () => ({ 'auth-provider': { name: 'x' } }), refused(/kubectl does not know/)),
  user('no provider at all', () => ({ 'auth-provider': null, exec: null, token: 't' }), SENT),
  user('the provider oidc with a valid token', () => oidc({ 'id-token': jwt(4e9) }), SENT),
  user('the provider oidc with an old token', () => oidc({ 'id-token': jwt(4e8) }), refused(/has expired/)),
  user(
    'the provider oidc without an issuer',
    () => oidc({ 'idp-issuer-url': '' }),
    refused(/no idp-issuer-url/),
  ),
]);

describeRows('as whom kubectl and kx ask: certificates', [
  user('files', () => PAIR, SENT),
  user(
    'data',
    ({ client, base64 }) => ({
      'client-certificate-data': base64(client.cert),
      'client-key-data': base64(client.key),
    }),
    SENT,
  ),
  user(
    'data and a file',
    ({ client, base64 }) => ({ 'client-certificate-data': base64(client.cert), 'client-key': 'key.pem' }),
    SENT,
  ),
  user('both in one file', () => ({ 'client-certificate': 'both.pem', 'client-key': 'both.pem' }), SENT),
  user('a key with CRLF', () => ({ ...PAIR, 'client-key': 'crlf.pem' }), SENT),
  user('a key behind its parameters', () => ({ ...PAIR, 'client-key': 'parameters.pem' }), SENT),
  user('beside a token', () => ({ ...PAIR, token: 't' }), SENT),
  user('no key', () => ({ 'client-certificate': 'cert.pem', token: 't' }), refused(/but no client key/)),
  user('a key alone', () => ({ 'client-key': 'key.pem' }), refused(/but no client certificate/)),
  user('a key and a token', () => ({ 'client-key': 'gone', 'client-key-data': 'aGk=', token: 't' }), SENT),
  user(
    'a certificate twice',
    ({ client, base64 }) => ({ ...PAIR, 'client-certificate-data': base64(client.cert) }),
    refused(/has both client-certificate and/),
  ),
  user(
    'a key twice',
    ({ client, base64 }) => ({ ...PAIR, 'client-key-data': base64(client.key) }),
    refused(/has both client-key and/),
  ),
  user(
    'a certificate that is gone',
    () => ({ ...PAIR, 'client-certificate': 'gone' }),
    refused(/cannot read/),
  ),
  user('a key that is gone', () => ({ ...PAIR, 'client-key': 'gone' }), refused(/cannot read/)),
  user(
    'a key of another certificate',
    ({ ca, base64, client }) => ({
      'client-certificate-data': base64(ca),
      'client-key-data': base64(client.key),
    }),
    refused(/do not belong together/),
  ),
  user(
    'swapped',
    () => ({ 'client-certificate': 'key.pem', 'client-key': 'cert.pem' }),
    refused(/holds no certificate, only PRIVATE KEY/),
  ),
  user(
    'an encrypted key',
    ({ client, base64 }) => ({
      'client-certificate': 'cert.pem',
      'client-key-data': base64(encrypted(client.key)),
    }),
    refused(/is encrypted/),
  ),
]);

const JANE = { token: 't', as: 'jane', 'as-uid': '7', 'as-groups': ['a', 'b'] };
describeRows('whom kubectl and kx impersonate', [
  user('a user, a uid, groups', () => JANE, SENT),
  user(
    'extra values with odd names',
    () => ({
      ...JANE,
      'as-user-extra': { 'Scopes/x y(ü)%': ['1', '2'], "a!#$&'*+-.^_`|~": ['3'], none: [] },
    }),
    SENT,
  ),
  user('a name beyond ASCII', () => ({ token: 't', as: 'jürgen ✓' }), SENT),
  user('a name with blanks and a tab', () => ({ token: 't', as: ' a\tb ' }), SENT),
  user('a name of two lines', () => ({ token: 't', as: 'a\nb' }), refused(/holds a line break/)),
  user('a name with DEL', () => ({ token: 't', as: 'a\x7fb' }), refused(/control character/)),
  user('a group without a name', () => ({ token: 't', as: 'j', 'as-groups': [''] }), SENT),
  user('groups without a user', () => ({ token: 't', 'as-groups': ['a'] }), refused(/without a user/)),
  user('a uid without a user', () => ({ token: 't', 'as-uid': '7' }), refused(/without a user/)),
  user(
    'extra values without a user',
    () => ({ token: 't', 'as-user-extra': { a: ['b'] } }),
    refused(/without a/),
  ),
  user('--as over it', () => JANE, { ...SENT, flags: () => ['--as=x'] }),
  user('--as-group over it', () => JANE, { ...SENT, flags: () => ['--as-group=x,y', '--as-group=z'] }),
  user('--as-uid over it', () => JANE, { ...SENT, flags: () => ['--as-uid=8'] }),
  user('--as that is empty', () => JANE, { ...SENT, flags: () => ['--as='] }),
  user('--as with an empty group', () => ({ token: 't' }), {
    ...SENT,
    flags: () => ['--as=x', '--as-group='],
  }),
  user('--as-uid alone', () => ({ token: 't' }), { ...refused(/--as-uid/), flags: () => ['--as-uid=8'] }),
  user('--as-group alone', () => ({ token: 't' }), {
    ...refused(/--as-group/),
    flags: () => ['--as-group='],
  }),
  user('over plain HTTP', () => JANE, { ...SENT, flags: ({ plainUrl }) => [`--server=${plainUrl}`] }),
]);
