import { createPrivateKey, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueCertificateSet } from '../../../src/certs/issue-certificate-set.ts';
import { lintAuthority, lintLeaf } from '../../../src/certs/lint-certificate.ts';
import { parseCertificate } from '../../../src/certs/parse-certificate.ts';
import { parseExtensions } from '../../../src/certs/parse-extensions.ts';
import { CancelledError } from '../../../src/errors.ts';
import { planCertificates } from '../../../src/model/certificate/cert-plan.ts';
import { KEY_TYPES } from '../../../src/model/certificate/certificate-key-type.ts';
import {
  type CertificateRequest,
  serverCertificateRequest,
} from '../../../src/model/certificate/certificate-request.ts';
import type { CertificateSet } from '../../../src/model/certificate/certificate-set.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { HAS_OPENSSL, openssl } from './openssl.ts';

const NOW = Math.floor(Date.now() / 1000) * 1000;
const DAY = 86_400_000;
const REQUEST = serverCertificateRequest({ name: 'my-aa', namespace: 'my-ns' });

function issue(changes: Partial<CertificateRequest> = {}): Promise<CertificateSet> {
  return issueCertificateSet(planCertificates({ ...REQUEST, ...changes }, { now: NOW, nonce: '7f3a' }));
}

function onDisk(set: CertificateSet) {
  const directory = tempDir();
  const at = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    ca: at('ca.crt', set.ca.certPem),
    caKey: at('ca.key', set.ca.keyPem),
    leaf: at('tls.crt', set.leaf.certPem),
    leafKey: at('tls.key', set.leaf.keyPem),
  };
}

describe.skipIf(!HAS_OPENSSL)('openssl', () => {
  it.each(KEY_TYPES)('takes %s in strict mode, for every name', { timeout: 60_000 }, async (keyType) => {
    const set = await issue({ keyType, ipAddresses: [parseIpAddress('fd00::1')].flatMap((ip) => ip ?? []) });
    const { ca, leaf, leafKey } = onDisk(set);
    const verify = (...args: readonly string[]) =>
      openssl('verify', '-x509_strict', '-purpose', 'sslserver', ...args, '-CAfile', ca, leaf);
    for (const name of set.leaf.description.dnsNames) {
      expect(verify('-verify_hostname', name)).toBe(`${leaf}: OK`);
    }
    expect(verify('-verify_ip', 'fd00::1')).toBe(`${leaf}: OK`);
    expect(verify('-verify_hostname', 'other.my-ns.svc')).toContain('hostname mismatch');
    expect(openssl('pkey', '-in', leafKey, '-check', '-noout')).toContain('Key is valid');
  });

  it('takes a client certificate for clients only', async () => {
    const { ca, leaf } = onDisk(
      await issue({ profile: 'client', commonName: 'alice', organizations: ['a_b', '公司'] }),
    );
    const verify = (purpose: string) =>
      openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', ca, leaf);
    expect(verify('sslclient')).toBe(`${leaf}: OK`);
    expect(verify('sslserver')).toContain('unsuitable certificate purpose');
    expect(openssl('x509', '-in', leaf, '-noout', '-subject', '-nameopt', 'RFC2253,utf8,-esc_msb')).toBe(
      'subject=CN=alice,O=公司,O=a_b',
    );
  });

  it('sees it expire on the day that was asked for', async () => {
    const { leaf } = onDisk(await issue({ days: 10 }));
    const expires = (seconds: number) => openssl('x509', '-in', leaf, '-noout', '-checkend', String(seconds));
    expect(expires(10 * 86_400 - 60)).toContain('will not expire');
    expect(expires(10 * 86_400 + 60)).toContain('will expire');
  });

  it('takes a CA that ends on the last day of the year 9999', async () => {
    const days = Math.floor((Date.UTC(9999, 11, 31, 23, 59, 59) - NOW) / DAY);
    const { ca, leaf } = onDisk(await issue({ days, caDays: days }));
    expect(openssl('verify', '-x509_strict', '-CAfile', ca, leaf)).toBe(`${leaf}: OK`);
    expect(openssl('x509', '-in', ca, '-noout', '-enddate')).toContain('9999 GMT');
  });
});

describe('what is issued', () => {
  it('passes the lint of both kinds, and fails that of the other', async () => {
    const set = await issue();
    const ca = parseCertificate(new X509Certificate(set.ca.certPem).raw);
    const leaf = parseCertificate(new X509Certificate(set.leaf.certPem).raw);
    expect([lintAuthority(ca), lintLeaf(leaf)]).toEqual([[], []]);
    expect(lintAuthority(leaf)).toEqual(['is no CA (all)', 'must not sign certificates (all)']);
    expect(lintLeaf(ca)).toHaveLength(5);
  });

  it('names the CA by its key, and itself by its own', async () => {
    const set = await issue();
    const ca = parseExtensions(parseCertificate(new X509Certificate(set.ca.certPem).raw));
    const leaf = parseExtensions(parseCertificate(new X509Certificate(set.leaf.certPem).raw));
    expect(leaf.authorityKeyIdentifier).toEqual(ca.subjectKeyIdentifier);
    expect(leaf.subjectKeyIdentifier).not.toEqual(ca.subjectKeyIdentifier);
    expect(ca.basicConstraints).toEqual({ critical: true, ca: true, pathLength: 0 });
    expect(leaf.basicConstraints).toEqual({ critical: true, ca: false });
  });

  it('has serial numbers of 16 positive octets that never repeat', async () => {
    const sets = await Promise.all(Array.from({ length: 20 }, () => issue()));
    const serials = sets
      .flatMap(({ ca, leaf }) => [ca, leaf])
      .map(({ certPem }) => parseCertificate(new X509Certificate(certPem).raw).serial);
    for (const serial of serials) {
      expect(serial).toHaveLength(16);
      expect((serial[0] ?? 0) & 0xc0).toBe(0x40);
    }
    expect(new Set(serials.map((serial) => Buffer.from(serial).toString('hex'))).size).toBe(40);
  });

  it('is PEM with LF line ends, PKCS#8 keys and a caBundle of one base64', async () => {
    const set = await issue({ keyType: 'rsa2048' });
    for (const text of [set.ca.certPem, set.ca.keyPem, set.leaf.certPem, set.leaf.keyPem]) {
      expect(text).toMatch(
        /^-----BEGIN (CERTIFICATE|PRIVATE KEY)-----\n[A-Za-z0-9+/=\n]+-----END \1-----\n$/,
      );
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(64);
    }
    expect(Buffer.from(set.caBundle, 'base64').toString()).toBe(set.ca.certPem);
    expect(new X509Certificate(set.leaf.certPem).checkPrivateKey(createPrivateKey(set.leaf.keyPem))).toBe(
      true,
    );
    expect(set.chainPem).toBe('');
  });

  it('says of itself what was planned', async () => {
    const set = await issue({ ipAddresses: [parseIpAddress('10.0.0.1')].flatMap((ip) => ip ?? []) });
    expect(set.leaf.description).toMatchObject({
      subject: 'CN=my-aa.my-ns.svc',
      notBefore: NOW - 3_600_000,
      notAfter: NOW + 365 * DAY,
      dnsNames: ['my-aa.my-ns.svc', 'my-aa', 'my-aa.my-ns', 'my-aa.my-ns.svc.cluster.local'],
      ipAddresses: ['10.0.0.1'],
    });
    const fingerprint = new X509Certificate(set.leaf.certPem).fingerprint256;
    expect(set.leaf.description.sha256).toBe(fingerprint.replaceAll(':', '').toLowerCase());
  });

  it('takes wildcards', async () => {
    const set = await issue({ dnsNames: ['*.my-ns.svc'] });
    expect(new X509Certificate(set.leaf.certPem).checkHost('anything.my-ns.svc')).toBe('*.my-ns.svc');
  });
});

describe('cancelling', () => {
  it('does not wait for the keys', async () => {
    const cancel = new AbortController();
    const plan = planCertificates({ ...REQUEST, keyType: 'rsa2048' }, { now: NOW, nonce: '7f3a' });
    const issuing = issueCertificateSet(plan, cancel.signal);
    cancel.abort();
    await expect(issuing).rejects.toThrow(CancelledError);
  });
});
