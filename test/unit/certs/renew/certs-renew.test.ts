import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectIdentifier, sequence } from '../../../../src/certs/der-writer.ts';
import { runCertsGen } from '../../../../src/commands/certs-gen.ts';
import { runCertsRenew } from '../../../../src/commands/certs-renew.ts';
import { runCertsRotate } from '../../../../src/commands/certs-rotate.ts';
import { runCertsVerify } from '../../../../src/commands/certs-verify.ts';
import { KEY_TYPES } from '../../../../src/model/certificate/certificate-key-type.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import {
  altNames,
  DAY,
  EMPTY_NAME,
  ext,
  type Made,
  make,
  NOW,
  purpose,
  type Recipe,
} from '../../../support/defect-certificate.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { textsOf, treeOf } from '../../../support/tree.ts';

const SERVICE = { service: 'aa', namespace: 'aa-system' };

/** @returns a directory above `certs`, as kx certs gen leaves it */
async function generated(options: RawOptions = {}): Promise<string> {
  const cwd = tempDir();
  const { error } = await runCommand(runCertsGen, { cwd, options: { ...SERVICE, ...options } });
  expect(error).toBeUndefined();
  return cwd;
}

type Parts = { readonly ca?: Made; readonly leaf?: Made; readonly files?: Readonly<Record<string, string>> };

/** @returns a directory above `certs` that somebody else has filled */
function foreign({ ca = make({ ca: true }), leaf = make({ issuer: ca }), files = {} }: Parts = {}): string {
  const cwd = tempDir();
  mkdirSync(join(cwd, 'certs'));
  const all = {
    'ca.crt': ca.pem,
    'ca.key': ca.keyPem,
    'tls.crt': leaf.pem,
    'tls.key': leaf.keyPem,
    ...files,
  };
  for (const [name, text] of Object.entries(all))
    writeFileSync(join(cwd, 'certs', name), text, { mode: 0o600 });
  return cwd;
}

const renew = (cwd: string, options: RawOptions = {}, args: readonly string[] = []) =>
  runCommand(runCertsRenew, { cwd, args, options });

const pemOf = (cwd: string, name: string) => readFileSync(join(cwd, 'certs', name), 'utf8');
const certificateOf = (cwd: string, name = 'tls.crt') => new X509Certificate(pemOf(cwd, name));

async function verifies(cwd: string): Promise<void> {
  const files = { cert: 'certs/tls.crt', ca: 'certs/ca.crt', key: 'certs/tls.key' };
  const { exitCode, stdout } = await runCommand(runCertsVerify, { cwd, options: { ...files, ...SERVICE } });
  expect(exitCode, stdout).toBe(0);
}

describe('what is taken over', () => {
  it.each(KEY_TYPES)('a %s key, the names, the purposes and the life', { timeout: 60_000 }, async (key) => {
    const cwd = await generated({ key, days: '90', dns: ['x.example.com'], ip: ['10.0.0.1'] });
    const before = certificateOf(cwd);
    const keyBefore = pemOf(cwd, 'tls.key');
    const { error } = await renew(cwd);
    expect(error).toBeUndefined();
    const after = certificateOf(cwd);
    const facts = ({ subject, subjectAltName, keyUsage, publicKey, issuer }: X509Certificate) => ({
      subject,
      subjectAltName,
      keyUsage,
      issuer,
      type: publicKey.asymmetricKeyType,
      details: publicKey.asymmetricKeyDetails,
    });
    expect(facts(after)).toEqual(facts(before));
    expect(after.serialNumber).not.toBe(before.serialNumber);
    expect(Date.parse(after.validTo) - NOW).toBe(90 * DAY);
    expect(pemOf(cwd, 'tls.key')).not.toBe(keyBefore);
    expect(statSync(join(cwd, 'certs/tls.key')).mode & 0o777).toBe(0o600);
    await verifies(cwd);
  });

  it.each([
    ['client', { profile: 'client', cn: 'alice', org: ['dev'] }],
    ['front-proxy', { profile: 'front-proxy' }],
  ])('the profile %s', async (_, options) => {
    const cwd = tempDir();
    await runCommand(runCertsGen, { cwd, options });
    const before = certificateOf(cwd);
    expect((await renew(cwd)).error).toBeUndefined();
    const after = certificateOf(cwd);
    expect([after.subject, after.keyUsage]).toEqual([before.subject, before.keyUsage]);
  });

  it.each<[string, Recipe, (leaf: X509Certificate) => void]>([
    [
      'two purposes',
      {
        extensions: {
          purpose: ext('2.5.29.37', sequence(...[1, 2].map((n) => objectIdentifier(`1.3.6.1.5.5.7.3.${n}`)))),
        },
      },
      ({ keyUsage }) => expect(keyUsage).toHaveLength(2),
    ],
    [
      'no purpose, which becomes that of servers',
      { extensions: { purpose: undefined } },
      ({ keyUsage }) => expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']),
    ],
    [
      'an empty subject and critical names',
      { subject: EMPTY_NAME, extensions: { names: altNames(['aa.aa-system.svc'], [], true) } },
      ({ subject }) => expect(subject ?? '').toBe(''),
    ],
    [
      'an address of version 6',
      { ips: [[...Array(15).fill(0), 1]] },
      (leaf) => expect(leaf.checkIP('::1')).toBe('::1'),
    ],
    [
      'a wildcard',
      { names: ['aa.aa-system.svc', '*.aa-system.svc'] },
      (leaf) => expect(leaf.checkHost('b.aa-system.svc')).toBeDefined(),
    ],
    [
      'a life that ended with its CA, which becomes a year',
      { days: [-1, 300] },
      ({ validTo }) => expect(Date.parse(validTo) - NOW).toBe(365 * DAY),
    ],
  ])('of another maker: %s', async (_, recipe, check) => {
    const isCutShort = recipe.days !== undefined;
    const ca = make({ ca: true, days: [-1, isCutShort ? 300 : 3000] });
    const cwd = foreign({ ca, leaf: make({ issuer: ca, ...recipe }) });
    const { error } = await renew(cwd, isCutShort ? { ca: true, caDays: '3000' } : {});
    expect(error).toBeUndefined();
    check(certificateOf(cwd));
    await verifies(cwd);
  });

  it('not a name that no verifier matches, which is said', async () => {
    const names = altNames(['aa.aa-system.svc', new Uint8Array()]);
    const ca = make({ ca: true });
    const cwd = foreign({ ca, leaf: make({ issuer: ca, extensions: { names } }) });
    const { stderr } = await renew(cwd, { days: '90' });
    expect(stderr).toContain('which no verifier matches');
    expect(certificateOf(cwd).subjectAltName).toBe('DNS:aa.aa-system.svc');
  });
});

describe('flags', () => {
  it.each<[string, RawOptions, (now: X509Certificate, before: X509Certificate) => void]>([
    ['--days', { days: '30' }, ({ validTo }) => expect(Date.parse(validTo)).toBe(NOW + 30 * DAY)],
    [
      '--dns',
      { dns: ['More.example.com'] },
      (leaf) => expect(leaf.subjectAltName).toContain('DNS:more.example.com'),
    ],
    ['--ip', { ip: ['10.0.0.9'] }, (leaf) => expect(leaf.checkIP('10.0.0.9')).toBe('10.0.0.9')],
    ['--key', { key: 'ed25519' }, (leaf) => expect(leaf.publicKey.asymmetricKeyType).toBe('ed25519')],
    [
      '--reuse-key',
      { reuseKey: true },
      (leaf, before) => expect(leaf.publicKey.equals(before.publicKey)).toBe(true),
    ],
  ])('%s', async (_, options, check) => {
    const cwd = await generated();
    const before = certificateOf(cwd);
    expect((await renew(cwd, options)).error).toBeUndefined();
    check(certificateOf(cwd), before);
    await verifies(cwd);
  });

  it('--ca renews the CA with its key and name: the former pair is good below it, the new pair below the former', async () => {
    const cwd = await generated();
    const [oldCa, oldLeaf] = [certificateOf(cwd, 'ca.crt'), certificateOf(cwd)];
    const keyBefore = pemOf(cwd, 'ca.key');
    const { error, stderr } = await renew(cwd, { ca: true, caDays: '4000' });
    expect(error).toBeUndefined();
    const [newCa, newLeaf] = [certificateOf(cwd, 'ca.crt'), certificateOf(cwd)];
    expect(pemOf(cwd, 'ca.key')).toBe(keyBefore);
    expect([newCa.subject, Date.parse(newCa.validTo)]).toEqual([oldCa.subject, NOW + 4000 * DAY]);
    for (const [leaf, ca] of [
      [oldLeaf, newCa],
      [newLeaf, oldCa],
    ] as const) {
      expect([leaf.checkIssued(ca), leaf.verify(ca.publicKey)]).toEqual([true, true]);
    }
    expect(stderr).toContain('takes the new pair as well, until');
    await verifies(cwd);
  });

  it('--passphrase-file has what an encrypted CA key needs', async () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, 'secret'), 'open sesame\n');
    await runCommand(runCertsGen, { cwd, options: { ...SERVICE, passphraseFile: 'secret' } });
    const refused = await renew(cwd);
    expect(refused.exitCode).toBe(2);
    expect(refused.error?.violations[0]?.path).toContain('certs/ca.key');
    expect((await renew(cwd, { passphraseFile: 'secret' })).error).toBeUndefined();
    expect(pemOf(cwd, 'ca.key')).toContain('ENCRYPTED');
    await verifies(cwd);
  });

  it('--ca-cert and --ca-key name a CA that is kept elsewhere', async () => {
    const ca = make({ ca: true });
    const cwd = foreign({ ca });
    for (const name of ['ca.crt', 'ca.key']) rmSync(join(cwd, 'certs', name));
    writeFileSync(join(cwd, 'my.crt'), ca.pem);
    writeFileSync(join(cwd, 'my.key'), ca.keyPem, { mode: 0o600 });
    const { error } = await renew(cwd, { caCert: 'my.crt', caKey: 'my.key', days: '90' });
    expect(error).toBeUndefined();
    expect(certificateOf(cwd).verify(new X509Certificate(ca.pem).publicKey)).toBe(true);
  });

  it('-o json is a CertificateSet without key material', async () => {
    const cwd = await generated();
    const { stdout } = await renew(cwd, { output: 'json' });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'CertificateSet',
      written: true,
      caBundle: Buffer.from(pemOf(cwd, 'ca.crt')).toString('base64'),
      files: [
        { path: 'tls.crt', action: 'change', mode: '0644' },
        { path: 'tls.key', action: 'change', mode: '0600' },
      ],
    });
    expect(stdout).not.toContain('PRIVATE');
  });

  it.each([{ dryRun: true }, { diff: true }])('%j writes nothing and shows no key', async (options) => {
    const cwd = await generated();
    const before = treeOf(cwd);
    const { stdout, exitCode } = await renew(cwd, options);
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('PRIVATE');
    expect(treeOf(cwd)).toEqual(before);
  });
});

describe('--if-needed', () => {
  it.each<[string, Recipe, RawOptions, boolean]>([
    ['most of its life is left', { days: [-1, 300] }, {}, false],
    ['less than a third is left', { days: [-210, 100] }, {}, true],
    ['more than a third is left', { days: [-199, 102] }, {}, false],
    ['it has expired', { days: [-10, -1] }, {}, true],
    ['fewer days are left than asked for', { days: [-1, 29] }, { minDays: '30' }, true],
    ['more days are left than asked for', { days: [-290, 31] }, { minDays: '30' }, false],
    ['it lacks a name', { days: [-1, 300] }, { dns: ['b.example.com'] }, true],
    ['it has the name', { days: [-1, 300] }, { dns: ['aa.aa-system.svc'] }, false],
    ['it lacks an address', { days: [-1, 300] }, { ip: ['10.0.0.1'] }, true],
    ['it has another key', { days: [-1, 300] }, { key: 'p384' }, true],
    ['the CA has most of its life left', { days: [-1, 300] }, { ca: true }, false],
  ])('where %s', async (_, recipe, options, isRenewed) => {
    const ca = make({ ca: true, days: [-300, 3000] });
    const cwd = foreign({ ca, leaf: make({ issuer: ca, ...recipe }) });
    const before = treeOf(cwd);
    const { exitCode, stderr } = await renew(cwd, { ifNeeded: true, ...options });
    expect(exitCode, stderr).toBe(0);
    expect(JSON.stringify(treeOf(cwd)) !== JSON.stringify(before)).toBe(isRenewed);
    expect(stderr.includes('nothing to renew yet')).toBe(!isRenewed);
  });

  it('renews a CA of which less than a third is left', async () => {
    const ca = make({ ca: true, days: [-300, 100] });
    const cwd = foreign({ ca, leaf: make({ issuer: ca, days: [-1, 90] }) });
    expect((await renew(cwd, { ifNeeded: true, ca: true })).error).toBeUndefined();
    expect(pemOf(cwd, 'ca.crt')).not.toBe(ca.pem);
  });
});

describe('refusals', () => {
  const CA = make({ ca: true, days: [-1, 3000] });
  const ENDING = make({ ca: true, days: [-3000, 50] });
  const EXPIRED = make({ ca: true, days: [-3000, -1] });
  const INTERMEDIATE = make({ ca: true, name: 'int', issuer: CA });

  it.each<[string, Parts, RawOptions, number, string, string]>([
    ['no tls.crt', { files: { 'tls.crt': '' } }, {}, 2, 'certs/tls.crt is empty', 'kx certs inspect'],
    [
      'a key as tls.crt',
      { files: { 'tls.crt': CA.keyPem } },
      {},
      2,
      'expected a CERTIFICATE',
      'kx certs inspect',
    ],
    [
      'another CA',
      { ca: make({ ca: true }), leaf: make({ issuer: CA }) },
      {},
      2,
      'was not issued by certs/ca.crt',
      'kx certs inspect',
    ],
    ['the key of another CA', { ca: CA, files: { 'ca.key': ENDING.keyPem } }, {}, 2, 'cannot issue', ''],
    [
      'an expired CA',
      { ca: EXPIRED },
      {},
      2,
      'certs/ca.crt expired on',
      'kx certs rotate certs --stage prepare',
    ],
    [
      'a CA that ends with the present one',
      { ca: ENDING, leaf: make({ issuer: ENDING, days: [-1, 50] }) },
      {},
      2,
      'nothing that it issues lasts longer',
      'kx certs renew certs --ca',
    ],
    [
      'a key that is not the pair',
      { ca: CA, files: { 'tls.key': CA.keyPem } },
      {},
      3,
      'does not belong to tls.crt',
      '--force',
    ],
    ['an empty key', { ca: CA, files: { 'tls.key': '' } }, {}, 3, 'is empty', '--force'],
    [
      'a key that is not the pair, to be kept',
      { ca: CA, files: { 'tls.key': CA.keyPem } },
      { reuseKey: true, force: true },
      3,
      'does not belong to tls.crt',
      'without --reuse-key',
    ],
    [
      'names that are none, for servers',
      { ca: CA, leaf: make({ issuer: CA, extensions: { names: undefined } }) },
      {},
      2,
      'cannot be renewed',
      '',
    ],
    [
      'a key that kx does not make',
      { ca: CA, leaf: make({ issuer: CA, keyType: 'rsa1024' }) },
      {},
      2,
      'cannot be renewed',
      '',
    ],
    ['an intermediate', { ca: INTERMEDIATE }, { ca: true }, 2, 'certs/ca.crt is an intermediate', '--ca'],
    [
      'rotation.json that says nothing',
      { ca: CA, files: { 'rotation.json': '{}' } },
      {},
      3,
      'does not say how far',
      'restore',
    ],
    [
      'a CA that may not issue for servers',
      { ca: make({ ca: true, days: [-1, 3000], extensions: { purpose: purpose(2) } }) },
      {},
      2,
      'cannot issue',
      '',
    ],
  ])('%s', async (_, parts, options, code, message, hint) => {
    const cwd = foreign(parts);
    const before = treeOf(cwd);
    const { exitCode, error } = await renew(cwd, {
      days: '90',
      ...options,
    });
    expect(exitCode).toBe(code);
    expect(error?.message).toContain(message);
    expect(error?.hint ?? '').toContain(hint);
    expect(treeOf(cwd)).toEqual(before);
  });

  it.each([
    ['ca.key', 3, 'kx certs rotate certs --stage prepare'],
    ['ca.crt', 2, '--ca-cert'],
    ['tls.crt', 2, 'kx certs gen'],
    ['tls.key', 3, '--force'],
  ])('a directory without %s', async (name, code, hint) => {
    const cwd = await generated();
    rmSync(join(cwd, 'certs', name));
    const { exitCode, error } = await renew(cwd);
    expect([exitCode, error?.hint]).toEqual([code, expect.stringContaining(hint)]);
  });

  it('a pair that is none, replaced with --force', async () => {
    const cwd = foreign({ files: { 'tls.key': make().keyPem } });
    expect((await renew(cwd, { force: true, days: '90' })).error).toBeUndefined();
    await verifies(cwd);
  });

  it.each<[RawOptions, string]>([
    [{ days: '0' }, '--days'],
    [{ caDays: '10' }, '--ca-days'],
    [{ key: 'p256', reuseKey: true }, '--key'],
    [{ key: 'dsa' }, '--key'],
    [{ dns: ['a b'] }, '--dns'],
    [{ ip: ['300.1.1.1'] }, '--ip'],
    [{ minDays: '3' }, '--min-days'],
    [{ ifNeeded: true, minDays: 'x' }, '--min-days'],
    [{ caCert: 'x' }, '--ca-key'],
    [{ caCert: 'x', caKey: 'y', ca: true }, '--ca'],
    [{ output: 'table' }, '--output'],
  ])('%j', async (options, path) => {
    const { exitCode, error } = await renew(tempDir(), options);
    expect([exitCode, error?.violations.map((violation) => violation.path)]).toEqual([2, [path]]);
  });

  it('an empty directory name', async () => {
    expect((await renew(tempDir(), {}, [''])).error?.violations[0]?.path).toBe('DIR');
  });
});

it('keeps what stands behind the certificate, and a CA that others have beside', async () => {
  const root = make({ ca: true, days: [-1, 3000] });
  const intermediate = make({ ca: true, name: 'int', issuer: root, days: [-1, 3000] });
  const leaf = make({ issuer: intermediate });
  const files = { 'tls.crt': leaf.pem + intermediate.pem, 'ca.crt': intermediate.pem + root.pem };
  const cwd = foreign({ ca: intermediate, leaf, files });
  expect((await renew(cwd)).error).toBeUndefined();
  expect(pemOf(cwd, 'tls.crt')).toMatch(/END CERTIFICATE-----\n/);
  expect(pemOf(cwd, 'tls.crt').endsWith(intermediate.pem)).toBe(true);
  expect(pemOf(cwd, 'ca.crt')).toBe(files['ca.crt']);
  await verifies(cwd);
});

it('takes a key from others that they could read', async () => {
  const cwd = await generated();
  chmodSync(join(cwd, 'certs/tls.key'), 0o644);
  await renew(cwd);
  expect(statSync(join(cwd, 'certs/tls.key')).mode & 0o777).toBe(0o600);
});

it('renews in the middle of a rotation, of the CA that issues then', async () => {
  const cwd = await generated();
  await runCommand(runCertsRotate, { cwd, options: { stage: 'prepare' } });
  const { error, stderr } = await renew(cwd);
  expect(error).toBeUndefined();
  expect(stderr).toContain('a rotation of the CA is under way');
  expect((await renew(cwd, { ca: true })).exitCode).toBe(3);
  await verifies(cwd);
  expect(Object.keys(textsOf(join(cwd, 'certs')))).toContain('next/ca.key');
});
