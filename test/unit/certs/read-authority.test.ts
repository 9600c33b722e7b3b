import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extendedKeyUsage, keyUsage } from '../../../src/certs/certificate-extensions.ts';
import {
  booleanTrue,
  encodeDer,
  explicitTag,
  implicitTag,
  objectIdentifier,
  octetString,
  sequence,
} from '../../../src/certs/der-writer.ts';
import { encryptKey } from '../../../src/certs/encrypt-key.ts';
import { issueFromAuthority } from '../../../src/certs/issue-certificate-set.ts';
import { readAuthority } from '../../../src/certs/read-authority.ts';
import { UsageError } from '../../../src/errors.ts';
import { planLeaf } from '../../../src/model/certificate/cert-plan.ts';
import { serverCertificateRequest } from '../../../src/model/certificate/certificate-request.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { asLeaf, type Extensions, makeTestAuthority } from './authority-files.ts';
import { HAS_OPENSSL, openssl } from './openssl.ts';

const NOW = Date.now();
const DAY = 86_400_000;
const REQUEST = serverCertificateRequest({ name: 'my-aa', namespace: 'my-ns' });
const GOOD = makeTestAuthority();
const OTHER = makeTestAuthority();
type Bytes = string | Buffer;

function onDisk(certificate: Bytes | undefined, key: Bytes | undefined): string {
  const directory = tempDir();
  if (certificate !== undefined) writeFileSync(join(directory, 'ca.crt'), certificate);
  if (key !== undefined) writeFileSync(join(directory, 'ca.key'), key, { mode: 0o600 });
  return directory;
}

function read(cwd: string) {
  const source = { certificate: 'ca.crt', key: 'ca.key', cwd };
  return readAuthority(source, { ...planLeaf(REQUEST, NOW), now: NOW });
}

/** @returns every problem as `--flag: message` */
function problemsOf(certificate: Bytes | undefined, key: Bytes | undefined): readonly string[] {
  const cwd = onDisk(certificate, key);
  try {
    read(cwd);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.violations.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe('files that are taken', () => {
  const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const ec = makeTestAuthority({ key: ecKey.privateKey, publicKey: ecKey.publicKey });
  const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rsa = makeTestAuthority({ key: rsaKey.privateKey, publicKey: rsaKey.publicKey });
  const sec1 = ecKey.privateKey.export({ type: 'sec1', format: 'pem' });
  const parameters = '-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n';

  it.each([
    ['PEM', GOOD.certPem, GOOD.keyPem],
    ['CRLF', GOOD.certPem.replaceAll('\n', '\r\n'), GOOD.keyPem.replaceAll('\n', '\r\n')],
    ['no final line end', GOOD.certPem.trim(), GOOD.keyPem.trim()],
    ['text around', `# my CA\n${GOOD.certPem}# end\n`, `Key:\n${GOOD.keyPem}`],
    ['DER', GOOD.der, GOOD.key.export({ type: 'pkcs8', format: 'der' })],
    ['SEC1', ec.certPem, sec1],
    ['SEC1 behind EC PARAMETERS', ec.certPem, parameters + sec1],
    ['SEC1 as DER', ec.certPem, ecKey.privateKey.export({ type: 'sec1', format: 'der' })],
    ['PKCS#1', rsa.certPem, rsaKey.privateKey.export({ type: 'pkcs1', format: 'pem' })],
    ['PKCS#1 as DER', rsa.certPem, rsaKey.privateKey.export({ type: 'pkcs1', format: 'der' })],
  ])('%s', async (_, certificate, key) => {
    const authority = read(onDisk(certificate, key));
    const set = await issueFromAuthority(planLeaf(REQUEST, NOW, authority.validity), authority);
    expect(set.authority).toBe('given');
    expect(set.notes.filter((note) => note.includes('ca.'))).toEqual([]);
  });

  it('picks the certificate of the key out of several, and says which', () => {
    const authority = read(onDisk(OTHER.certPem + GOOD.certPem, GOOD.keyPem));
    expect(Buffer.from(authority.certificate)).toEqual(GOOD.der);
    expect(authority.notes).toEqual(['ca.crt holds 2 certificates; the key belongs to CN=test-ca']);
  });
});

describe('files that are refused', () => {
  const csr = '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n';
  const base64 = Buffer.from(GOOD.certPem).toString('base64');
  const encrypted = GOOD.key
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    .toString();
  const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const legacy = rsaKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });

  it.each([
    ['--ca-cert', undefined, 'there is no such file or directory (ENOENT)'],
    ['--ca-cert', '', 'is empty'],
    ['--ca-cert', ' \n', 'is empty'],
    ['--ca-cert', 'garbage', 'holds neither PEM nor DER'],
    ['--ca-cert', csr, 'holds a CERTIFICATE REQUEST, expected a CERTIFICATE'],
    ['--ca-cert', GOOD.keyPem, 'holds a PRIVATE KEY, expected a CERTIFICATE'],
    ['--ca-cert', encryptKey(GOOD.keyPem, 'x'), 'holds an ENCRYPTED PRIVATE KEY, expected a CERTIFICATE'],
    ['--ca-cert', GOOD.certPem.slice(0, 200), 'is cut off'],
    ['--ca-cert', GOOD.certPem.replaceAll(/^/gm, '  '), 'is indented'],
    ['--ca-cert', `\ufeff${GOOD.certPem}`, 'byte order mark'],
    ['--ca-cert', Buffer.from(`\ufeff${GOOD.certPem}`, 'utf16le'), 'UTF-16'],
    ['--ca-cert', base64, 'base64 of PEM, as a caBundle is'],
    ['--ca-cert', Buffer.from(base64).toString('base64'), 'twice over'],
    ['--ca-cert', Buffer.concat([GOOD.der, Buffer.of(0)]), 'bytes behind its end'],
    ['--ca-cert', GOOD.der.subarray(0, 100), 'ends early'],
    ['--ca-cert', Buffer.alloc(2 * 1024 * 1024, 48), 'larger than 1 MiB'],
    ['--ca-key', undefined, 'there is no such file or directory (ENOENT)'],
    ['--ca-key', '', 'is empty'],
    ['--ca-key', 'garbage', 'holds neither PEM nor DER'],
    ['--ca-key', GOOD.certPem, 'holds a CERTIFICATE, expected a PRIVATE KEY'],
    ['--ca-key', GOOD.der, 'is no private key'],
    ['--ca-key', GOOD.keyPem + OTHER.keyPem, 'several private keys'],
    ['--ca-key', GOOD.keyPem.replace(/M[A-Za-z0-9]{20}/, 'AAAA'), 'is damaged'],
    ['--ca-key', encrypted, 'is encrypted'],
    ['--ca-key', legacy, 'is encrypted'],
    ['--ca-key', OTHER.keyPem, 'does not match ca.crt (key SHA-256 '],
    ['--ca-key', rsaKey.export({ type: 'pkcs8', format: 'pem' }), 'does not match ca.crt'],
  ] as const)('%s %j', (flag, content, words) => {
    const found = flag === '--ca-cert' ? problemsOf(content, GOOD.keyPem) : problemsOf(GOOD.certPem, content);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${flag}: ca.${flag === '--ca-cert' ? 'crt' : 'key'} `);
    expect(found[0]).toContain(words);
    expect(found[0]).not.toMatch(/error:[0-9A-F]{8}/);
  });

  it('says what is wrong with both', () => {
    expect(problemsOf('garbage', 'garbage')).toHaveLength(2);
  });

  it('names a directory', () => {
    const cwd = tempDir();
    mkdirSync(join(cwd, 'ca.crt'));
    writeFileSync(join(cwd, 'ca.key'), GOOD.keyPem);
    expect(() => read(cwd)).toThrow(UsageError);
  });
});

describe('CAs that are refused', () => {
  const nameConstraints = (tag: number, name: string) =>
    sequence(
      objectIdentifier('2.5.29.30'),
      booleanTrue(),
      octetString(encodeDer(sequence(explicitTag(tag, sequence(implicitTag(2, Buffer.from(name))))))),
    );
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });

  it.each([
    [{ extensions: asLeaf }, 'is no CA (no CA:TRUE)'],
    [{ extensions: () => [keyUsage(['digitalSignature'])] }, 'is no CA (no CA:TRUE)'],
    [
      {
        extensions: ([first, , third]: Extensions) => [first, keyUsage(['digitalSignature']), third],
      },
      'without certificate signing',
    ],
    [{ extensions: (good: Extensions) => [...good, extendedKeyUsage('clientAuth')] }, 'serverAuth'],
    [{ notAfter: NOW - DAY }, 'expired on '],
    [{ notBefore: NOW + DAY }, 'is not valid before '],
    [{ key: weak.privateKey, publicKey: weak.publicKey }, 'RSA key of 1024 bits'],
    [{ extensions: (good: Extensions) => [...good, nameConstraints(0, 'other.svc')] }, 'my-aa, '],
    [{ extensions: (good: Extensions) => [...good, nameConstraints(1, 'my-ns.svc')] }, 'my-aa.my-ns.svc'],
  ] as const)('%j: %s', (variant, words) => {
    const { certPem, keyPem } = makeTestAuthority(variant);
    const found = problemsOf(certPem, keyPem);
    expect(found).not.toEqual([]);
    expect(found.join('\n')).toContain(words);
  });

  it('lists all that is wrong', () => {
    const { certPem, keyPem } = makeTestAuthority({ extensions: asLeaf, notAfter: NOW - DAY });
    expect(problemsOf(certPem, keyPem)).toHaveLength(2);
  });
});

describe('what is told of a CA that is taken', () => {
  it.each([
    [([first, , third]: Extensions) => [first, third], 'no key usage'],
    [([first, second]: Extensions) => [first, second], 'no subject key identifier'],
  ] as const)('%s: %s', (extensions, words) => {
    const { certPem, keyPem } = makeTestAuthority({ extensions });
    expect(read(onDisk(certPem, keyPem)).notes.join()).toContain(words);
  });

  it('tells of a key that others can read', () => {
    const cwd = onDisk(GOOD.certPem, GOOD.keyPem);
    chmodSync(join(cwd, 'ca.key'), 0o644);
    expect(read(cwd).notes).toEqual(['ca.key can be read by others (mode 0644): chmod 600 ca.key']);
  });
});

describe('leaves of a given CA', () => {
  it('end with it', async () => {
    const authority = read(onDisk(GOOD.certPem, GOOD.keyPem));
    const set = await issueFromAuthority(planLeaf(REQUEST, NOW, authority.validity), authority);
    expect(set.leaf.description.notAfter).toBe(authority.validity.notAfter);
    expect(set.notes.join()).toContain('ends with the CA');
  });

  it.skipIf(!HAS_OPENSSL)('carry an intermediate with them, and verify by the root', async () => {
    const root = makeTestAuthority({ name: 'root', extensions: ([, ...rest]) => [PATH_LENGTH_1, ...rest] });
    const middle = makeTestAuthority({ name: 'middle', issuer: { name: 'root', key: root.key } });
    const cwd = onDisk(middle.certPem, middle.keyPem);
    const authority = read(cwd);
    const set = await issueFromAuthority(planLeaf(REQUEST, NOW, authority.validity), authority);
    expect(set.chainPem).toBe(middle.certPem);
    writeFileSync(join(cwd, 'root.crt'), root.certPem);
    writeFileSync(join(cwd, 'tls.crt'), set.leaf.certPem);
    const leaf = join(cwd, 'tls.crt');
    const verified = openssl(
      ...['verify', '-CAfile', join(cwd, 'root.crt'), '-untrusted', join(cwd, 'ca.crt'), leaf],
    );
    expect(verified).toBe(`${leaf}: OK`);
  });
});

const PATH_LENGTH_1 = sequence(
  objectIdentifier('2.5.29.19'),
  booleanTrue(),
  octetString(Buffer.from('30060101ff020101', 'hex')),
);
