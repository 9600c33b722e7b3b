import { describe, expect, it } from 'vitest';
import { requestError } from '../../../src/discover/client/request-error.ts';

const URL = 'https://a:6443/api';

function explained(error: Error, proxy?: string) {
  const { message, hint } = requestError({
    error,
    url: URL,
    target: {
      server: 'https://a:6443',
      tls: { ca: undefined, cert: undefined, key: undefined, serverName: undefined, insecure: false },
      headers: [],
      compression: true,
      origin: 'ORIGINAL',
      userName: undefined,
    },
    timeout: 1_000,
    isLate: false,
    proxy,
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

  it.each(['write EPROTO', openssl('dh key too small'), openssl('an alert', 71)])(
    'that is none of these is in its own words: %j',
    (reason) => {
      const error = Object.assign(new Error(reason), { code: 'EPROTO' });
      expect(explained(error)).toEqual({ message: `asking https://a:6443 failed: ${reason.trim()}` });
    },
  );
});

it.each([
  ['http://proxy:3128', 'http://proxy:3128'],
  ['http://me:secret@proxy:3128', 'http://proxy:3128'],
  ['http://me:sec/ret@proxy:3128/', 'http://proxy:3128/'],
  ['http://me@example.com:secret@proxy', 'http://proxy'],
  ['me:secret@proxy:3128', 'proxy:3128'],
])('the proxy %s is shown as %s', (proxy, shown) => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  expect(explained(refused, proxy).hint).toBe(
    `HTTPS_PROXY is ${shown}, but kx discover connects directly; check the address in ORIGINAL`,
  );
});
