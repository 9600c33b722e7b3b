import { expect, it } from 'vitest';
import { parseCaBundle } from '../../../src/options/custom-resource/ca-bundle.ts';
import { parseConversion } from '../../../src/options/custom-resource/conversion.ts';

const service = (parts: object) => ({ client: { service: parts }, reviewVersions: ['v1'] });

it.each([
  ['none', undefined],
  ['webhook=hook.system', service({ name: 'hook', namespace: 'system' })],
  ['webhook=hook.system:8443', service({ name: 'hook', namespace: 'system', port: 8443 })],
  ['webhook=hook.system/convert', service({ name: 'hook', namespace: 'system', path: '/convert' })],
  [
    'webhook=hook.system.svc:443/a/b',
    service({ name: 'hook', namespace: 'system', port: 443, path: '/a/b' }),
  ],
  [
    'webhook=https://example.com/convert',
    { client: { url: 'https://example.com/convert' }, reviewVersions: ['v1'] },
  ],
])('reads %s', (source, value) => {
  expect(parseConversion(source, undefined)).toEqual({ ok: true, value });
});

it('keeps the bundle', () => {
  expect(parseConversion('webhook=a.b', 'eA==')).toMatchObject({ value: { caBundle: 'eA==' } });
});

it.each([
  ['webhook', 'it must be none, webhook='],
  ['webhook=hook', 'it must be none, webhook='],
  ['webhoook=hook.system', 'it must be none, webhook='],
  ['webhook=hook.system:0', 'port is not valid: must be between 1 and 65535, inclusive'],
  ['webhook=hook.system:70000', 'port is not valid'],
  ['webhook=Hook.system', "the service 'Hook' has the upper-case letter 'H'"],
  ['webhook=hook.sys.tem', "the namespace 'sys.tem' has a dot"],
  ['webhook=hook.system/a//b', 'segment[1] may not be empty'],
  ['webhook=hook.system/a_b', "segment[0] 'a_b'"],
  [
    'webhook=http://example.com',
    "'https' is the only allowed URL scheme; desired format: https://host[/path]",
  ],
  ['webhook=https://a:b@example.com', 'user information is not permitted in the URL'],
  ['webhook=https://example.com/#a', 'fragments are not permitted in the URL'],
  ['webhook=https://example.com/?a', 'query parameters are not permitted in the URL'],
])('refuses %s', (source, message) => {
  const parsed = parseConversion(source, undefined);
  expect(parsed.ok ? [] : parsed.violations).toEqual([
    expect.objectContaining({ path: `--conversion '${source}'`, message: expect.stringContaining(message) }),
  ]);
});

it('refuses a bundle without a webhook', () => {
  expect(parseConversion('none', 'eA==')).toMatchObject({ ok: false, violations: [{ path: '--ca-bundle' }] });
});

const BODY = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x01]).toString('base64');
const PEM = `-----BEGIN CERTIFICATE-----\n${BODY}\n-----END CERTIFICATE-----\n`;

it('encodes PEM once, however it comes', () => {
  const once = Buffer.from(PEM).toString('base64');
  expect(parseCaBundle('ca.crt', PEM)).toEqual({ ok: true, value: once });
  expect(parseCaBundle('ca.b64', `${once}\n`)).toEqual({ ok: true, value: once });
  expect(parseCaBundle('ca.crt', `# Größe\n${PEM}${PEM}`)).toMatchObject({ ok: true });
});

it.each([
  ['', 'holds no PEM certificate'],
  ['hello', 'holds no PEM certificate'],
  [`${PEM}-----BEGIN EC PRIVATE KEY-----\nx\n-----END EC PRIVATE KEY-----\n`, 'holds the key EC PRIVATE KEY'],
  ['-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n', 'is no base64 of DER'],
  [
    '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n',
    'holds a block CERTIFICATE REQUEST',
  ],
])('refuses %j', (text, message) => {
  expect(parseCaBundle('ca.crt', text)).toMatchObject({
    ok: false,
    violations: [{ path: '--ca-bundle', message: expect.stringContaining(message) }],
  });
});
