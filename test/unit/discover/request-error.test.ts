import { describe, expect, it } from 'vitest';
import { requestError } from '../../../src/discover/client/request-error.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { originsFor } from './origins-for.ts';

const URL = 'https://a:6443/api';

type Given = { readonly flags?: RawOptions; readonly ca?: string };

function explained(error: Error, { flags = {}, ca }: Given = {}) {
  const { message, hint } = requestError({
    error,
    url: URL,
    target: {
      server: 'https://a:6443',
      tls: { ca, cert: undefined, key: undefined, serverName: undefined, insecure: false },
      headers: [],
      compression: true,
      namespace: 'default',
      proxyUrl: undefined,
      origins: originsFor('ORIGINAL', flags),
    },
    proxy: undefined,
    timeout: 1_000,
    late: undefined,
    now: Date.now(),
  });
  return { message, hint };
}

/** What OpenSSL says, as node:tls hands it on. */
function openssl(reason: string, alert?: number): string {
  const ending = alert === undefined ? '' : `SSL alert number ${alert}`;
  return `80CC7F00:error:0A00045C:SSL routines:ssl3_read_bytes:${reason}:../ssl/rec_layer_s3.c:1601:${ending}\n`;
}

describe('a failed handshake', () => {
  const alerts = [
    [40, 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'https://a:6443 refused the TLS handshake'],
    [42, 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'https://a:6443 does not accept the client certificate'],
    [42, 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'https://a:6443 does not accept the client certificate'],
    [
      45,
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      'https://a:6443 says that the client certificate has expired',
    ],
    [
      48,
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'https://a:6443 does not know the CA that signed the client certificate',
    ],
    [70, 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'https://a:6443 speaks no version of TLS that kx speaks'],
    [116, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'https://a:6443 asks for a client certificate'],
    [116, 'EPROTO', 'https://a:6443 asks for a client certificate'],
  ] as const;
  it.each(alerts)('by alert %i (%s) is: %s', (alert, code, message) => {
    const error = Object.assign(new Error(openssl('an alert', alert)), { code });
    expect(explained(error)).toEqual({ message, hint: expect.stringMatching(/ORIGINAL|TLS 1\.2/) });
  });

  it.each([
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'packet length too long'],
    ['EPROTO', 'wrong version number'],
  ])('%s with "%s" is no TLS', (code, reason) => {
    const error = Object.assign(new Error(openssl(reason)), { code });
    expect(explained(error)).toMatchObject({ message: 'https://a:6443 does not speak TLS' });
  });

  it.each([
    ['write EPROTO', 'asking https://a:6443 failed (EPROTO)'],
    [
      openssl('dh key too small'),
      'the certificate or key exchange of https://a:6443 is too weak for OpenSSL',
    ],
    [openssl('no shared cipher'), 'https://a:6443 and kx have no cipher of TLS in common'],
    [openssl('an alert', 71), 'https://a:6443 finds the TLS that kx speaks too weak'],
    [openssl('an alert', 99), 'https://a:6443 ended the TLS handshake with alert 99'],
    [openssl('whatever'), 'the TLS handshake with https://a:6443 failed'],
  ])('is never in the words of OpenSSL: %j', (reason, message) => {
    const error = Object.assign(new Error(reason), { code: 'EPROTO' });
    expect(explained(error)).toMatchObject({ message });
  });
});

it.each<readonly [code: string, said: object]>([
  [
    'CERT_SIGNATURE_FAILURE',
    { message: 'the certificate of https://a:6443 is not signed by --certificate-authority' },
  ],
  [
    'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
    { message: '--client-certificate and client-key of ORIGINAL do not belong together' },
  ],
  ['ECONNRESET', { hint: expect.stringMatching(/in --server are those of an API server$/) }],
  ['ECONNREFUSED', { hint: 'check the address in --server' }],
])('%s names the flags that gave the values', (code, said) => {
  const error = Object.assign(new Error('no'), { code });
  const flags = { certificateAuthority: 'ca', clientCertificate: 'c', server: 'https://a:6443' };
  expect(explained(error, { flags, ca: 'PEM' })).toMatchObject(said);
});
