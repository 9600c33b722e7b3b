import { describe, expect, it } from 'vitest';
import { base64, config, failure, load, PEMS } from './load-target.ts';

describe('a PEM', () => {
  const pems: readonly (readonly [what: string, change: (pem: string) => string])[] = [
    ['with CRLF', (pem) => pem.replaceAll('\n', '\r\n')],
    ['without a last line break', (pem) => pem.trim()],
    ['in words', (pem) => `subject=x\n${pem}trailing`],
    ['beside its key', (pem) => PEMS.key + pem],
    ['behind one without an end', (pem) => `-----BEGIN CERTIFICATE-----\nAAAA\n${pem}`],
    ['behind a broken one', (pem) => pem.replace(/\n.{20}/, '\nAAAA') + pem],
  ];
  it.each(pems)('is read %s', async (_, change) => {
    const ca = `, certificate-authority-data: ${base64(change(PEMS.ca))}`;
    expect((await load({ '.kube/config': config(ca) })).target.tls.ca).toBe(PEMS.ca);
  });

  it.each<readonly [what: string, change: (pem: string) => string, message: string]>([
    ['indented', (pem) => pem.replaceAll('\n', '\n '), 'it is no PEM, it has no -----BEGIN line'],
    ['trusted', (pem) => pem.replaceAll(' CERT', ' TRUSTED CERT'), 'only TRUSTED CERTIFICATE'],
    ['a key', () => PEMS.key, 'only PRIVATE KEY'],
  ])('is no CA where it is %s', async (_, change, message) => {
    const ca = `, certificate-authority-data: ${base64(change(PEMS.ca))}`;
    expect((await failure({ '.kube/config': config(ca) })).message.replace(/.*certificate[:,] /s, '')).toBe(
      message,
    );
  });
});
