import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { base64, config, DATA, failure, load, PEMS } from './load-target.ts';

const FILES = {
  '.kube/token': ' from-file\n',
  '.kube/blank': '\n',
  '.kube/cert.pem': PEMS.cert,
  '.kube/key.pem': PEMS.key,
};
const idToken = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
const oidc = (more: string) =>
  `auth-provider: { name: oidc, config: { idp-issuer-url: x, client-id: me${more} } }`;

describe('a user', () => {
  const authorization = (value: string) => ({ headers: [['Authorization', value]] });
  it.each<readonly [what: string, user: string, target: object]>([
    ['a token', 'token: abc', authorization('Bearer abc')],
    ['a token file, trimmed', 'tokenFile: token', authorization('Bearer from-file')],
    ['both, of which the file wins', 'token: abc, tokenFile: token', authorization('Bearer from-file')],
    ['a token beside a file that is gone', 'token: abc, tokenFile: gone', authorization('Bearer abc')],
    ['a token beside a blank file', 'token: abc, tokenFile: blank', authorization('Bearer abc')],
    ['a name and a password', 'username: me, password: secret', authorization('Basic bWU6c2VjcmV0')],
    ['a name alone', 'username: me', authorization('Basic bWU6')],
    [
      'an id token that is valid',
      oidc(`, id-token: ${idToken(4e9)}`),
      authorization(`Bearer ${idToken(4e9)}`),
    ],
    ['nothing', '', { headers: [] }],
    [
      'a token and half a pair, which is not looked at',
      'token: t, client-key: gone',
      authorization('Bearer t'),
    ],
    [
      'a client certificate',
      `client-certificate-data: ${DATA.cert}, client-key: key.pem`,
      { headers: [], tls: { cert: PEMS.cert, key: PEMS.key } },
    ],
    [
      'a plugin that is not asked beside a token',
      'token: t, exec: { apiVersion: client.authentication.k8s.io/v1, command: ./gone, interactiveMode: Never }',
      authorization('Bearer t'),
    ],
    [
      'impersonation',
      'token: t, as: jane, as-uid: "7", as-groups: [a, ""], as-user-extra: { "a/b (ü)%": [v, w], none: [] }',
      {
        headers: [
          ['Authorization', 'Bearer t'],
          ['Impersonate-User', 'jane'],
          ['Impersonate-Uid', '7'],
          ['Impersonate-Group', 'a'],
          ['Impersonate-Group', ''],
          ['Impersonate-Extra-A%2fb%20%28%c3%bc%29%25', 'v'],
          ['Impersonate-Extra-A%2fb%20%28%c3%bc%29%25', 'w'],
        ],
      },
    ],
  ])('may have %s', async (_, user, target) => {
    expect((await load({ ...FILES, '.kube/config': config('', user) })).target).toMatchObject(target);
  });

  const context = "context 'dev' of DIR/.kube/config";
  it.each<readonly [what: string, user: string, message: string]>([
    [
      'the provider gcp',
      'auth-provider: { name: gcp }, token: t',
      `user 'u' (${context}) signs in with auth-provider 'gcp', which kubectl removed in 1.26`,
    ],
    [
      'an unknown provider',
      'auth-provider: { name: foo }',
      `user 'u' (${context}) signs in with auth-provider 'foo', which kubectl does not know`,
    ],
    [
      'an incomplete provider oidc',
      'auth-provider: { name: oidc, config: { idp-issuer-url: x } }',
      `user 'u' (${context}) signs in with auth-provider oidc, which has no client-id`,
    ],
    [
      'an id token that has expired',
      oidc(`, id-token: ${idToken(1)}`),
      `user 'u' (${context}) signs in with auth-provider oidc, which has an id-token that has expired`,
    ],
    [
      'an id token that is none',
      oidc(', id-token: hello'),
      `user 'u' (${context}) signs in with auth-provider oidc, which has an id-token that has expired`,
    ],
    [
      'no id token',
      oidc(''),
      `user 'u' (${context}) signs in with auth-provider oidc, which has no id-token`,
    ],
    [
      'a plugin and a provider',
      'auth-provider: { name: oidc }, exec: {}',
      `user 'u' has both an exec plugin and an auth-provider; keep one (${context})`,
    ],
    [
      'a token and a password',
      'token: a, password: b',
      `user 'u' has more than one way to authenticate, a token and a username; keep one (${context})`,
    ],
    [
      'a token file and a name',
      'tokenFile: token, username: b',
      `user 'u' has more than one way to authenticate, a tokenFile and a username; keep one (${context})`,
    ],
    ['a password alone', 'password: b', `user 'u' has a password, but no username (${context})`],
    [
      'a certificate without key',
      `client-certificate-data: ${DATA.cert}`,
      `there is client-certificate of ${context}, but no client key`,
    ],
    [
      'a key alone',
      `client-key-data: ${DATA.key}`,
      `there is client-key of ${context}, but no client certificate`,
    ],
    [
      'a certificate twice',
      `client-certificate: cert.pem, client-certificate-data: ${DATA.cert}, client-key: key.pem`,
      `user 'u' has both client-certificate and client-certificate-data; keep one (${context})`,
    ],
    [
      'a key twice',
      `client-certificate: cert.pem, client-key-data: ${DATA.key}, client-key: key.pem`,
      `user 'u' has both client-key and client-key-data; keep one (${context})`,
    ],
    [
      'groups without a user',
      'as-groups: [a]',
      `user 'u' impersonates a uid, groups or extra values without a user; set as (${context})`,
    ],
    [
      'extra values without a user',
      'as-user-extra: { a: [b] }',
      `user 'u' impersonates a uid, groups or extra values without a user; set as (${context})`,
    ],
    [
      'a token file that is gone',
      'tokenFile: gone',
      'cannot read tokenFile DIR/.kube/gone: there is no such file or directory (ENOENT)',
    ],
    ['a token file that is blank', 'tokenFile: blank', 'tokenFile DIR/.kube/blank is empty'],
    [
      'a token of two lines',
      'token: "a\\nb"',
      `the token holds a line break or a control character (${context})`,
    ],
    [
      'a name of two lines to impersonate',
      'token: a, as: "a\\nb"',
      `the value of Impersonate-User holds a line break or a control character (${context})`,
    ],
    [
      'a key that is no PEM',
      `client-certificate: cert.pem, client-key-data: ${base64('hello')}`,
      `client-key of ${context} holds no private key: it is no PEM, it has no -----BEGIN line`,
    ],
    [
      'a key of another certificate',
      `client-certificate-data: ${DATA.ca}, client-key-data: ${DATA.key}`,
      `client-certificate and client-key of ${context} do not belong together: the certificate is for another key`,
    ],
    [
      'a broken certificate',
      `client-certificate-data: ${base64(PEMS.cert.replace(/\n.{20}/, '\nAAAA'))}, client-key: key.pem`,
      `client-certificate of ${context} holds a certificate that cannot be read`,
    ],
    [
      'an encrypted key',
      `client-certificate: cert.pem, client-key-data: ${base64(PEMS.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE'))}`,
      `client-key of ${context} is encrypted, and neither kubectl nor kx asks for its passphrase`,
    ],
    [
      'an encrypted key of old',
      `client-certificate: cert.pem, client-key-data: ${base64(PEMS.key.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\n\n'))}`,
      `client-key of ${context} is encrypted, and neither kubectl nor kx asks for its passphrase`,
    ],
  ])('cannot have %s', async (_, user, message) => {
    expect(await failure({ ...FILES, '.kube/config': config('', user) })).toMatchObject({
      exitCode: 5,
      message,
    });
  });

  it('has its token file read again where the server asks for that', async () => {
    const { target, dir } = await load({ ...FILES, '.kube/config': config('', 'tokenFile: token') });
    writeFileSync(join(dir, '.kube/token'), 'renewed');
    expect(await target.refresh?.()).toMatchObject(authorization('Bearer renewed'));
    expect((await load({ '.kube/config': config('', 'token: t') })).target.refresh).toBeUndefined();
  });
});
