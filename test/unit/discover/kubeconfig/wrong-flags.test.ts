import { describe, expect, it } from 'vitest';
import type { RawOptions } from '../../../../src/options/option.ts';
import { config, failure, PEMS } from './load-target.ts';

const FILES = {
  '.kube/config': config('', 'token: file'),
  'ca.pem': PEMS.ca,
  'cert.pem': PEMS.cert,
  'key.pem': PEMS.key,
  text: 'hello',
};
const PAIR = { clientCertificate: 'cert.pem', clientKey: 'key.pem' };

describe('flags', () => {
  it.each<readonly [what: string, flags: RawOptions, message: string, hint: string]>([
    ['context', { context: 'dve' }, "there is no context 'dve' in DIR/.kube/config", 'did you mean dev?'],
    [
      'cluster',
      { cluster: 'zzz', server: 'http://a' },
      "there is no cluster 'zzz' in DIR/.kube/config, which context 'dev' wants",
      'it has: c',
    ],
    [
      'user',
      { user: 'zzz', token: 't' },
      "there is no user 'zzz' in DIR/.kube/config, which context 'dev' wants",
      'it has: u',
    ],
  ])('cannot name a %s that is not there', async (...[, flags, message, hint]) => {
    expect(await failure(FILES, { flags })).toMatchObject({ exitCode: 5, message, hint });
  });

  it.each<readonly [what: string, flags: RawOptions, message: string]>([
    ['a token of two lines', { token: 'a\nb' }, '--token holds a line break or a control character'],
    ['a name of two lines', { as: 'a\nb' }, '--as holds a line break or a control character'],
    [
      'a group of two lines',
      { as: 'a', asGroup: ['a\nb'] },
      '--as-group holds a line break or a control character',
    ],
    [
      'a CA that is a key',
      { certificateAuthority: 'key.pem' },
      '--certificate-authority DIR/key.pem holds no certificate, only PRIVATE KEY',
    ],
    [
      'a CA that is no PEM',
      { certificateAuthority: 'text' },
      '--certificate-authority DIR/text holds no certificate: it is no PEM, it has no -----BEGIN line',
    ],
    [
      'a certificate that is a key',
      { ...PAIR, clientCertificate: 'key.pem' },
      '--client-certificate DIR/key.pem holds no certificate, only PRIVATE KEY',
    ],
    [
      'a key that is a certificate',
      { ...PAIR, clientKey: 'cert.pem' },
      '--client-key DIR/cert.pem holds no private key, only CERTIFICATE',
    ],
    [
      'a key of another certificate',
      { ...PAIR, clientCertificate: 'ca.pem' },
      '--client-certificate and --client-key do not belong together: the certificate is for another key',
    ],
    [
      'a file that is gone',
      { certificateAuthority: 'gone' },
      'cannot read --certificate-authority DIR/gone: there is no such file or directory (ENOENT)',
    ],
    [
      'a certificate without key',
      { clientCertificate: 'cert.pem' },
      "there is --client-certificate, but no client key (context 'dev' of DIR/.kube/config)",
    ],
  ])('are named where they give %s', async (_, flags, message) => {
    expect((await failure(FILES, { flags })).message).toBe(message);
  });

  it.each<readonly [flags: RawOptions, path: string]>([
    [{ asUid: '7' }, '--as-uid'],
    [{ asGroup: [''] }, '--as-group'],
    [{ clientKey: 'key.pem' }, '--client-key'],
  ])('%o are refused alone', async (flags, path) => {
    expect(await failure(FILES, { flags })).toMatchObject({ exitCode: 2, violations: [{ path }] });
  });
});
