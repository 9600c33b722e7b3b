import { expect, it, onTestFinished, vi } from 'vitest';
import { goJsonError } from '../../../src/discover/log/go-json-error.ts';
import { networkError } from '../../../src/discover/log/go-network-error.ts';

// encoding/json of Go 1.26 gave these.
it.each([
  ['<html>', "invalid character '<' looking for beginning of value"],
  ['', 'unexpected end of JSON input'],
  ['{"a":1', 'unexpected end of JSON input'],
  ['{"kind":"x', 'unexpected end of JSON input'],
  ['{"a":tr', "invalid character ' ' in literal true (expecting 'u')"],
  ['["tr', 'unexpected end of JSON input'],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 2}', "invalid character '2' after object key:value pair"],
  ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['404 page', "invalid character 'p' after top-level value"],
  ['not found', "invalid character 'o' in literal null (expecting 'u')"],
  ['temporary', "invalid character 'e' in literal true (expecting 'r')"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\q"', "invalid character 'q' in string escape code"],
  ['-x', "invalid character 'x' in numeric literal"],
  ['1ex', "invalid character 'x' in exponent of numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['7', 'json: cannot unmarshal number into Go value of type v1.T'],
  ['true', 'json: cannot unmarshal bool into Go value of type v1.T'],
  ['"a"', 'json: cannot unmarshal string into Go value of type v1.T'],
  ['null', undefined],
  ['{}', undefined],
])('%j is %j', (text, message) => {
  expect(goJsonError(text, 'v1.T')).toBe(message);
});

const failed = (code: string, more: object = {}, message = 'no') =>
  Object.assign(new Error(message), { code, ...more });
const untrusted = (host: string, subjectaltname?: string) =>
  failed('ERR_TLS_CERT_ALTNAME_INVALID', {
    host,
    cert: subjectaltname === undefined ? {} : { subjectaltname },
  });
const NOW = Date.UTC(2026, 10, 22, 12, 30, 1);
const x509 = 'tls: failed to verify certificate: x509: ';

it.each<readonly [error: Error, text: string]>([
  [
    failed('ECONNREFUSED', { address: '127.0.0.1', port: 1 }),
    'dial tcp 127.0.0.1:1: connect: connection refused',
  ],
  [failed('ECONNREFUSED', { address: '::1', port: 1 }), 'dial tcp [::1]:1: connect: connection refused'],
  [
    new AggregateError([
      failed('ECONNREFUSED', { address: '::1', port: 1 }),
      failed('ECONNREFUSED', { address: '127.0.0.1', port: 1 }),
    ]),
    'dial tcp [::1]:1: connect: connection refused',
  ],
  [failed('ENOTFOUND', { hostname: 'no.invalid' }), 'dial tcp: lookup no.invalid: no such host'],
  [failed('DEPTH_ZERO_SELF_SIGNED_CERT'), `${x509}certificate signed by unknown authority`],
  [untrusted('foo', 'DNS:a, DNS:b, IP Address:10.0.0.1'), `${x509}certificate is valid for a, b, not foo`],
  [
    untrusted('10.0.0.2', 'DNS:a, IP Address:10.0.0.1'),
    `${x509}certificate is valid for 10.0.0.1, not 10.0.0.2`,
  ],
  [
    untrusted('10.0.0.2', 'DNS:a'),
    `${x509}cannot validate certificate for 10.0.0.2 because it doesn't contain any IP SANs`,
  ],
  [untrusted('foo'), `${x509}certificate relies on legacy Common Name field, use SANs instead`],
  [
    untrusted('foo', 'IP Address:10.0.0.1'),
    `${x509}certificate is not valid for any names, but wanted to match foo`,
  ],
  [failed('CERT_HAS_EXPIRED'), `${x509}certificate has expired or is not yet valid`],
  [
    Object.assign(new Error('no', { cause: untrusted('foo', 'DNS:a') }), {
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      chain: [],
    }),
    `${x509}certificate is valid for a, not foo`,
  ],
  [failed('ERR_SSL_WRONG_VERSION_NUMBER'), 'http: server gave HTTP response to HTTPS client'],
  [failed('ECONNRESET', {}, 'read ECONNRESET'), 'read: connection reset by peer'],
  [failed('ECONNRESET', {}, 'closed'), 'EOF'],
  [failed('EWEIRD', {}, 'something else'), 'something else'],
])('%o is %j', (error, text) => {
  expect(networkError(error, NOW)).toBe(text);
});

// Go prints the local time with its offset, and the certificate's in UTC.
it.each<readonly [minutes: number, code: string, years: readonly [string, string], detail: string]>([
  [
    0,
    'CERT_HAS_EXPIRED',
    ['2023', '2024'],
    'current time 2026-11-22T12:30:01Z is after 2024-01-01T00:00:00Z',
  ],
  [
    -330,
    'CERT_HAS_EXPIRED',
    ['2023', '2024'],
    'current time 2026-11-22T18:00:01+05:30 is after 2024-01-01T00:00:00Z',
  ],
  [
    210,
    'CERT_NOT_YET_VALID',
    ['2027', '2028'],
    'current time 2026-11-22T09:00:01-03:30 is before 2027-01-01T00:00:00Z',
  ],
])('%i minutes west of Greenwich %s from %o is %j', (minutes, code, [from, to], detail) => {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(minutes);
  onTestFinished(() => void vi.restoreAllMocks());
  const chain = [{ notBefore: new Date(from), notAfter: new Date(to) }];
  expect(networkError(failed(code, { chain }), NOW)).toBe(
    `${x509}certificate has expired or is not yet valid: ${detail}`,
  );
});
