import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readMaterial } from '../../../../src/certs/input/read-material.ts';
import { KEY_TYPES } from '../../../../src/model/certificate/certificate-key-type.ts';
import { runMain } from '../../../support/run-main.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { HAS_OPENSSL, openssl } from '../openssl.ts';

const CSR = ['certs', 'csr', '--service', 'aa', '--namespace', 'ns'];
const SIGNER = ['--emit', 'csr', '--signer-name', 'example.com/my-ca'];

let cwd = '';
beforeEach(() => {
  cwd = tempDir();
});

const run = async (...flags: readonly string[]) => await runMain([...CSR, ...flags], { cwd });
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

async function done(...flags: readonly string[]) {
  const { status, stdout, stderr } = await run(...flags);
  expect(status, stderr).toBe(0);
  return { stdout, stderr };
}

describe('the request', () => {
  it.each(KEY_TYPES)('is of the key beside it (%s)', async (key) => {
    await done('--key', key);
    expect(readdirSync(join(cwd, 'certs'))).toEqual(['tls.csr', 'tls.key']);
    expect(statSync(join(cwd, 'certs/tls.key')).mode & 0o777).toBe(0o600);
    const [item] = readMaterial('tls.csr', Buffer.from(read('certs/tls.csr'))).items;
    const spki = createPublicKey(createPrivateKey(read('certs/tls.key'))).export({
      type: 'spki',
      format: 'der',
    });
    expect(item).toMatchObject({ kind: 'request', subject: 'CN=aa.ns.svc' });
    expect(
      Buffer.from(read('certs/tls.csr').split('\n').slice(1, -2).join(''), 'base64').includes(spki),
    ).toBe(true);
  });

  it.skipIf(!HAS_OPENSSL).each(KEY_TYPES)('verifies with openssl (%s)', async (key) => {
    await done(
      '--key',
      key,
      '--dns',
      'x_y.z',
      '--allow-underscore',
      '--ip',
      '::1',
      '--org',
      'ö_@',
      '--days',
      '1',
      ...SIGNER,
    );
    const text = openssl(
      'req',
      '-in',
      join(cwd, 'certs/tls.csr'),
      '-noout',
      '-verify',
      '-text',
      '-nameopt',
      'utf8',
    );
    expect(text).toContain('verify OK');
    expect(text).toContain(
      'DNS:aa.ns.svc, DNS:aa, DNS:aa.ns, DNS:aa.ns.svc.cluster.local, DNS:x_y.z, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(text).toContain('TLS Web Server Authentication');
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature/);
    expect(text.includes('Key Encipherment')).toBe(key.startsWith('rsa'));
  });

  it('is not made anew over one that is there', async () => {
    await done();
    const { status, stderr } = await run();
    expect([status, stderr]).toEqual([3, expect.stringContaining('tls.key')]);
    expect((await done('--force')).stdout).toBe('certs/tls.csr changed\ncerts/tls.key changed\n');
  });

  it('is a document without the key', async () => {
    const { stdout } = await done('-o', 'json');
    expect(stdout).not.toContain('PRIVATE');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'Plan',
      written: true,
      files: [{ path: 'tls.csr' }, { path: 'tls.key', mode: '0600' }],
      request: { commonName: 'aa.ns.svc', usage: 'serverAuth', keyType: 'p256' },
    });
  });
});

describe('the manifest', () => {
  it.each([
    [['--days', '30'], { expirationSeconds: 2_592_000, usages: ['digital signature', 'server auth'] }],
    [['--key', 'rsa2048'], { usages: ['digital signature', 'key encipherment', 'server auth'] }],
  ])('with %j', async (flags, spec) => {
    await done(...SIGNER, ...flags);
    expect(parse(read('certs/csr.yaml'))).toMatchObject({
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name: 'aa.ns' },
      spec: {
        signerName: 'example.com/my-ca',
        request: Buffer.from(read('certs/tls.csr')).toString('base64'),
        ...spec,
      },
    });
  });

  it.each([
    ['kubernetes.io/kubelet-serving', 'O=system:nodes'],
    ['kubernetes.io/kube-apiserver-client-kubelet', 'O=system:nodes'],
    ['kubernetes.io/legacy-unknown', 'certificates.k8s.io/v1 refuses it'],
    ['kubernetes.io/kube-apiserver-client', 'for clients of kube-apiserver'],
    ['kubernetes.io/other', 'is no signer that Kubernetes has'],
    ['ca', 'not of the form DOMAIN/NAME'],
    ['a/b', 'has no dot'],
    ['a.b/c/d', 'not of the form'],
    ['a.b/C', 'upper-case'],
    ['a.b/', 'is empty'],
    [`a.b/${'c.'.repeat(200)}c`, 'characters'],
  ])('is not for the signer %s', async (name, why) => {
    const { status, stderr } = await run('--emit', 'csr', '--signer-name', name);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
  });

  it('takes the signer of clients for a client, but for system:masters', async () => {
    const client = ['certs', 'csr', '--profile', 'client', '--cn', 'Alice B'];
    const signer = ['--emit', 'csr', '--signer-name', 'kubernetes.io/kube-apiserver-client'];
    expect((await runMain([...client, ...signer], { cwd })).status).toBe(0);
    expect(parse(read('certs/csr.yaml'))).toMatchObject({
      metadata: { name: 'alice-b' },
      spec: { usages: ['digital signature', 'client auth'] },
    });
    const masters = await runMain([...client, '--org', 'system:masters', ...signer], { cwd });
    expect([masters.status, masters.stderr]).toEqual([
      2,
      expect.stringContaining('does not sign for O=system:masters'),
    ]);
  });

  it.each([
    [['--emit', 'csr'], 'no signer that comes with Kubernetes signs certificates of Services'],
    [['--emit', 'x'], "'x' is not one of csr"],
    [['--signer-name', 'a.b/c'], 'add --emit csr'],
    [['--days', '3'], 'a request says nothing of its life'],
    [[...SIGNER, '--days', '30000'], 'at most 24855'],
    [[...SIGNER, '--cert-manager'], 'does not go with --cert-manager'],
  ])('%j is refused', async (flags, why) => {
    const { status, stderr } = await run(...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('--cert-manager', () => {
  it('writes what makes the same certificate, and no key', async () => {
    await done('--cert-manager', '--ip', '10.0.0.1', '--org', 'o', '--key', 'rsa3072', '--days', '30');
    expect(readdirSync(join(cwd, 'certs'))).toEqual(['cert-manager.yaml']);
    const objects = parseAllDocuments(read('certs/cert-manager.yaml')).map((document) => document.toJS());
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'Issuer ns/aa-self-signed',
      'Certificate ns/aa-ca',
      'Issuer ns/aa-ca',
      'Certificate ns/aa-tls',
    ]);
    expect(objects[3].spec).toEqual({
      secretName: 'aa-tls',
      commonName: 'aa.ns.svc',
      subject: { organizations: ['o'] },
      duration: '720h',
      dnsNames: ['aa.ns.svc', 'aa', 'aa.ns', 'aa.ns.svc.cluster.local'],
      ipAddresses: ['10.0.0.1'],
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { algorithm: 'RSA', size: 3072, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'aa-ca' },
    });
    expect(
      (await done('--cert-manager', '--ip', '10.0.0.1', '--org', 'o', '--key', 'rsa3072', '--days', '30'))
        .stdout,
    ).toBe('certs/cert-manager.yaml unchanged\n');
  });

  it('needs a namespace', async () => {
    const { status, stderr } = await runMain(
      ['certs', 'csr', '--profile', 'client', '--cn', 'a', '--cert-manager'],
      { cwd },
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining('give --service and --namespace')]);
  });
});
