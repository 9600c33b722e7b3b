import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseCertificate } from '../../../../src/certs/parse-certificate.ts';
import { parseExtensions } from '../../../../src/certs/parse-extensions.ts';
import { runMain } from '../../../support/run-main.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { HAS_OPENSSL, openssl } from '../openssl.ts';

const GEN = ['certs', 'gen', '--service', 'aa', '--namespace', 'ns'];
const CA = ['--ca-cert', 'certs/ca.crt', '--ca-key', 'certs/ca.key', '--out', 'leaf'];

let cwd = '';
beforeEach(() => {
  cwd = tempDir();
  writeFileSync(join(cwd, 'pw'), 'secret\nnot this\n', { mode: 0o600 });
  writeFileSync(join(cwd, 'bad'), 'wrong\n');
  writeFileSync(join(cwd, 'none'), '\n');
});

const run = async (...flags: readonly string[]) => await runMain([...GEN, ...flags], { cwd });
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

async function done(...flags: readonly string[]) {
  const { status, stdout, stderr } = await run(...flags);
  expect(status, stderr).toBe(0);
  return { stdout, stderr };
}

function extensionsOf(path: string) {
  return parseExtensions(parseCertificate(new X509Certificate(read(path)).raw));
}

describe('--passphrase-file', () => {
  it('encrypts the key of a new CA, and not that of the server', async () => {
    await done('--passphrase-file', 'pw');
    expect(read('certs/ca.key')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    const key = createPrivateKey({ key: read('certs/ca.key'), passphrase: 'secret' });
    expect(new X509Certificate(read('certs/ca.crt')).checkPrivateKey(key)).toBe(true);
    expect(read('certs/tls.key')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('opens the key of a given CA, from a file or stdin', async () => {
    await done('--passphrase-file', 'pw');
    await done(...CA, '--passphrase-file', 'pw');
    const stdin = Readable.from(['secret\n']);
    const args = [...GEN, ...CA, '--out', 'other', '--passphrase-file', '-'];
    expect((await runMain(args, { cwd, stdin })).status).toBe(0);
  });

  it.each([
    [[], '--ca-key: certs/ca.key is encrypted: give its passphrase with --passphrase-file FILE'],
    [['--passphrase-file', 'bad'], '--ca-key: certs/ca.key cannot be decrypted: the passphrase is wrong'],
    [['--passphrase-file', 'none'], '--passphrase-file: none has an empty first line'],
    [['--passphrase-file', 'nowhere'], '--passphrase-file: nowhere cannot be read'],
    [['--passphrase-file', ''], '--passphrase-file: is empty'],
  ])('%j says what is wrong', async (flags, sentence) => {
    await done('--passphrase-file', 'pw');
    const { status, stderr } = await run(...CA, ...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)]);
    expect(stderr).not.toMatch(/error:[0-9A-F]{8}/);
  });

  it('is told that a key did not need it', async () => {
    await done();
    expect((await done(...CA, '--passphrase-file', 'pw')).stderr).toContain('ca.key is not encrypted');
  });

  it('tells a wrong passphrase from a damaged key, whichever passphrase it is', async () => {
    await done('--passphrase-file', 'pw');
    const key = read('certs/ca.key');
    for (let at = 0; at < 300; at++) {
      writeFileSync(join(cwd, 'bad'), `wrong${at}`);
      const { stderr } = await run(...CA, '--dry-run', '--passphrase-file', 'bad');
      expect(stderr).toContain('the passphrase is wrong');
    }
    writeFileSync(join(cwd, 'certs/ca.key'), key.replace(/\n..../, '\nAAAA'));
    expect((await run(...CA, '--passphrase-file', 'pw')).stderr).toContain(
      'an encrypted private key that is damaged',
    );
  });

  it.skipIf(!HAS_OPENSSL)('opens what OpenSSL wrote before 1.0', async () => {
    await done();
    const [from, to] = [join(cwd, 'certs/ca.key'), join(cwd, 'old')];
    openssl('ec', '-aes256', '-passout', 'pass:secret', '-in', from, '-out', to);
    expect(read('old')).toContain('Proc-Type: 4,ENCRYPTED');
    const old = ['--ca-cert', 'certs/ca.crt', '--ca-key', 'old', '--out', 'leaf'];
    expect((await run(...old, '--passphrase-file', 'bad')).stderr).toContain('the passphrase is wrong');
    await done(...old, '--passphrase-file', 'pw');
  });
});

it.each([
  [[], 0],
  [['--pathlen', '0'], 0],
  [['--pathlen', '3'], 3],
  [['--pathlen', '127'], 127],
  [['--pathlen', 'none'], undefined],
])('%j is the path length %s', async (flags, length) => {
  await done(...flags);
  expect(extensionsOf('certs/ca.crt').basicConstraints).toMatchObject({ ca: true, critical: true });
  expect(extensionsOf('certs/ca.crt').basicConstraints?.pathLength).toBe(length);
});

it.each([
  [[], 3_600],
  [['--backdate', '0'], 0],
  [['--backdate', '90m'], 5_400],
  [['--backdate', '1.5s'], 2],
])('%j begins so long ago: %d s', async (flags, seconds) => {
  await done(...flags);
  for (const file of ['ca.crt', 'tls.crt']) {
    const { notBefore } = parseCertificate(new X509Certificate(read(`certs/${file}`)).raw);
    expect((Date.parse('2026-11-22T12:00:00Z') - notBefore) / 1000).toBe(seconds);
  }
});

it('takes an underscore where it is told to', async () => {
  const refused = await run('--dns', 'a_b.c');
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--allow-underscore')]);
  await done('--dns', 'a_b.c', '--allow-underscore');
  expect(new X509Certificate(read('certs/tls.crt')).checkHost('a_b.c')).toBe('a_b.c');
});

describe('--if-needed', () => {
  const FILES = ['ca.crt', 'ca.key', 'tls.crt', 'tls.key'];
  const times = () => FILES.map((name) => statSync(join(cwd, 'certs', name)).mtimeMs);

  it.each([
    [[]],
    [['--dns', 'x.y', '--ip', '10.0.0.1', '--ip', '::1', '--org', 'o']],
    [['--key', 'p384', '--pathlen', 'none', '--days', '30', '--backdate', '0']],
    [['--days', '4000']],
    [['--profile', 'client', '--cn', 'alice', '--org', 'dev']],
    [['--passphrase-file', 'pw']],
  ])('leaves what %j made as it is', async (flags) => {
    await done(...flags);
    for (const name of FILES) utimesSync(join(cwd, 'certs', name), 1e9, 1e9);
    const { stdout, stderr } = await done(...flags, '--if-needed');
    expect(stdout).toBe(FILES.map((name) => `certs/${name} unchanged\n`).join(''));
    expect(stderr).toContain('Unchanged: what is there is what is asked for.');
    expect(times()).toEqual(FILES.map(() => 1e12));
  });

  it('leaves a leaf of a given CA as it is', async () => {
    await done();
    await done(...CA);
    expect((await done(...CA, '--if-needed')).stdout).toBe(
      'leaf/tls.crt unchanged\nleaf/tls.key unchanged\n',
    );
  });

  it('makes what is not there', async () => {
    expect((await done('--if-needed')).stdout).toContain('certs/ca.crt created');
  });

  it.each([
    [['--dns', 'x.y'], 'certs/tls.crt: lacks the name x.y'],
    [['--cluster-domain', 'x.y'], 'has the name aa.ns.svc.cluster.local, which is not asked for'],
    [['--ip', '::1'], 'certs/tls.crt: lacks the address ::1'],
    [['--cn', 'other'], 'certs/tls.crt: is for CN=aa.ns.svc, not for CN=other'],
    [['--key', 'p384'], 'certs/ca.crt: has a key of p256, not p384'],
    [['--days', '30'], 'certs/tls.crt: is for 365 days, not 30'],
    [['--ca-days', '30'], 'certs/ca.crt: is for 3650 days, not 30'],
    [['--pathlen', 'none'], 'certs/ca.crt: has the path length 0, not none'],
    [['--backdate', '2h'], 'begins further back, or less far'],
    [['--passphrase-file', 'pw'], 'certs/ca.key: is not encrypted'],
    [['--profile', 'client', '--cn', 'a'], 'has another purpose than clientAuth alone'],
  ])('says that %j is something else, and makes it with --force', async (flags, sentence) => {
    await done();
    const before = FILES.map((name) => read(`certs/${name}`));
    const { status, stderr } = await run(...flags, '--if-needed');
    expect([status, stderr]).toEqual([3, expect.stringContaining(sentence)]);
    expect(FILES.map((name) => read(`certs/${name}`))).toEqual(before);
    const { stderr: words } = await done(...flags, '--if-needed', '--force');
    expect(words).toContain('made anew: certs/');
    expect((await done(...flags, '--if-needed')).stdout).not.toContain('changed\ncerts/ca.key changed');
  });

  it('says that little of its life is left, and keeps it', async () => {
    await done();
    const now = () => new Date('2027-09-01T00:00:00Z');
    const { status, stdout, stderr } = await runMain([...GEN, '--if-needed'], { cwd, now });
    expect([status, stdout]).toEqual([0, FILES.map((name) => `certs/${name} unchanged\n`).join('')]);
    expect(stderr).toContain('Note: less than a third of its life is left: kx certs renew certs.');
  });

  it.each([
    ['an expired leaf', '2028-06-01T00:00:00Z', 'certs/tls.crt: expired on 22 November 2027'],
    ['a clock before it', '2026-01-01T00:00:00Z', 'certs/tls.crt: is not valid before 22 November 2026'],
  ])('does not keep %s', async (_, now, sentence) => {
    await done();
    const late = await runMain([...GEN, '--if-needed'], { cwd, now: () => new Date(now) });
    expect([late.status, late.stderr]).toEqual([3, expect.stringContaining(sentence)]);
  });

  it.each([
    ['tls.key', undefined, 'certs/tls.key: is missing'],
    ['tls.crt', 'garbage', 'certs/tls.crt: holds neither PEM nor DER'],
    ['tls.key', 'ca.key', 'certs/tls.key: does not match tls.crt'],
    ['ca.key', 'tls.key', 'certs/ca.key: does not match ca.crt'],
    ['tls.key', 'locked.key', 'certs/tls.key: is encrypted: no server reads it'],
  ])('does not keep a %s that is %s', async (name, content, sentence) => {
    await done();
    const key = createPrivateKey(read('certs/tls.key'));
    const locked = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    writeFileSync(join(cwd, 'certs/locked.key'), locked);
    const path = join(cwd, 'certs', name);
    if (content === undefined) rmSync(path);
    else writeFileSync(path, content.endsWith('.key') ? read(`certs/${content}`) : content);
    const { status, stderr } = await run('--if-needed');
    expect([status, stderr]).toEqual([3, expect.stringContaining(sentence)]);
  });
});

describe('--emit', () => {
  const ALL = [
    '--emit',
    'secret,apiservice,webhook,ca-bundle',
    '--group-version',
    'a.b/v1',
    '--group-version',
    'a.b/v2',
  ];

  it('writes what belongs to the certificates', async () => {
    await done(...ALL);
    expect(readdirSync(join(cwd, 'certs'))).toEqual([
      ...[
        'apiservice.yaml',
        'ca-bundle.txt',
        'ca.crt',
        'ca.key',
        'secret.yaml',
        'tls.crt',
        'tls.key',
        'webhook.yaml',
      ],
    ]);
    const bundle = Buffer.from(read('certs/ca.crt')).toString('base64');
    expect(read('certs/ca-bundle.txt')).toBe(`${bundle}\n`);
    const [secret] = parseAllDocuments(read('certs/secret.yaml')).map((document) => document.toJS());
    expect(secret.type).toBe('kubernetes.io/tls');
    for (const name of ['ca.crt', 'tls.crt', 'tls.key']) {
      expect(Buffer.from(secret.data[name], 'base64').toString()).toBe(read(`certs/${name}`));
    }
    const services = parseAllDocuments(read('certs/apiservice.yaml')).map((document) => document.toJS());
    expect(services.map(({ metadata, spec }) => [metadata.name, spec.caBundle])).toEqual([
      ['v1.a.b', bundle],
      ['v2.a.b', bundle],
    ]);
    expect(statSync(join(cwd, 'certs/secret.yaml')).mode & 0o777).toBe(0o600);
  });

  it('is judged good by kx certs verify', async () => {
    await done(...ALL);
    const files = ['secret', 'apiservice', 'webhook'].flatMap((name) => ['-f', `certs/${name}.yaml`]);
    const { status, stdout } = await runMain(['certs', 'verify', ...files, '-o', 'json'], { cwd });
    expect([status, JSON.parse(stdout).findings]).toEqual([0, []]);
  });

  it('can be asked for later', async () => {
    await done();
    const { stdout } = await done(...ALL, '--if-needed');
    expect(stdout).toContain('certs/secret.yaml created\ncerts/tls.crt unchanged\n');
  });

  it.each([
    [['--emit', 'secrets'], '--emit'],
    [['--emit', 'apiservice'], '--group-version'],
    [['--emit', 'apiservice', '--group-version', 'v1'], 'GROUP/VERSION'],
    [['--emit', 'apiservice', '--group-version', 'a.b/V1'], "the version 'V1'"],
    [['--group-version', 'a.b/v1'], '--emit apiservice'],
    [['--emit', 'webhook', '--profile', 'client', '--cn', 'a'], 'is about a server'],
  ])('refuses %j', async (flags, named) => {
    const { status, stderr } = await run(...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(named)]);
  });
});

describe('--follow-symlinks', () => {
  beforeEach(() => {
    mkdirSync(join(cwd, 'real'));
    mkdirSync(join(cwd, 'certs'));
    for (const name of ['ca.crt', 'tls.key']) symlinkSync(`../real/${name}`, join(cwd, 'certs', name));
  });

  it('writes where the links lead, and leaves the links', async () => {
    const { stdout } = await done('--follow-symlinks');
    expect(stdout.split('\n').toSorted()).toEqual([
      '',
      'certs/ca.key created',
      'certs/tls.crt created',
      'real/ca.crt created',
      'real/tls.key created',
    ]);
    expect(readdirSync(join(cwd, 'real')).toSorted()).toEqual(['ca.crt', 'tls.key']);
    expect(statSync(join(cwd, 'real/tls.key')).mode & 0o777).toBe(0o600);
    expect((await run('--follow-symlinks')).status).toBe(3);
    expect((await done('--follow-symlinks', '--if-needed')).stdout).not.toContain('created');
  });

  it('refuses them without, and says where they lead', async () => {
    const { status, stderr } = await run();
    expect([status, stderr]).toEqual([3, expect.stringContaining('is a symbolic link to ../real/ca.crt')]);
    expect(stderr).toContain('--follow-symlinks');
  });

  it('refuses a link that leads nowhere', async () => {
    rmSync(join(cwd, 'certs/ca.crt'));
    symlinkSync('../nowhere/ca.crt', join(cwd, 'certs/ca.crt'));
    const { status, stderr } = await run('--follow-symlinks');
    expect([status, stderr]).toEqual([3, expect.stringContaining('whose directory is not there')]);
  });
});

it('refuses a cluster domain that makes the name too long', async () => {
  const { status, stderr } = await run('--cluster-domain', `${'abcdefghi.'.repeat(25)}x`);
  expect([status, stderr]).toEqual([2, expect.stringContaining('253 are allowed')]);
});
