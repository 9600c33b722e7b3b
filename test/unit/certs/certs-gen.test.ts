import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCertsGen } from '../../../src/commands/certs-gen.ts';
import { CancelledError, ConflictError, UsageError } from '../../../src/errors.ts';
import type { Io } from '../../../src/io.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const SERVER: RawOptions = { service: 'my-aa', namespace: 'my-ns' };
const FILES = ['ca.crt', 'ca.key', 'tls.crt', 'tls.key'];

/** Runs the command in a directory. @returns what it printed */
async function run(cwd: string, options: RawOptions = SERVER, overrides: Partial<Io> = {}) {
  const io = testIo({ cwd, ...overrides });
  const exitCode = await runCertsGen({ options, io });
  return { exitCode, ...io.printed() };
}

function modeOf(...path: readonly string[]): string {
  return (statSync(join(...path)).mode & 0o777).toString(8);
}

/** Every file with its text, so that a change of any shows. */
function contentsOf(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** @returns the error of a run that must change nothing */
async function refused(cwd: string, options: RawOptions): Promise<ConflictError> {
  const before = contentsOf(cwd);
  const error = await run(cwd, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(contentsOf(cwd)).toEqual(before);
  if (!(error instanceof ConflictError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('the files', () => {
  const umask = process.umask();
  afterEach(() => void process.umask(umask));

  it.each([
    [0o000, '644', '700'],
    [0o022, '644', '700'],
    [0o077, '600', '700'],
  ])('have their modes under umask %o', async (mask, certificate, directory) => {
    process.umask(mask);
    const cwd = tempDir();
    expect((await run(cwd)).exitCode).toBe(0);
    expect(modeOf(cwd, 'certs')).toBe(directory);
    expect(FILES.map((name) => modeOf(cwd, 'certs', name))).toEqual([certificate, '600', certificate, '600']);
  });

  it('have their modes in a directory that exists, also over a key that others could read', async () => {
    const cwd = tempDir();
    mkdirSync(join(cwd, 'certs'), { mode: 0o755 });
    for (const name of FILES) writeFileSync(join(cwd, 'certs', name), 'old', { mode: 0o644 });
    await run(cwd, { ...SERVER, force: true });
    expect(FILES.map((name) => modeOf(cwd, 'certs', name))).toEqual(['644', '600', '644', '600']);
    expect(readdirSync(join(cwd, 'certs'))).toEqual(FILES);
  });

  it.each(['a b', 'ünïcode', '-x', 'deep/er/est'])('go to %j', async (out) => {
    const cwd = tempDir();
    await run(cwd, { ...SERVER, out });
    expect(readdirSync(join(cwd, out))).toEqual(FILES);
  });

  it('are the leaf alone for a given CA, beside it or elsewhere', async () => {
    const cwd = tempDir();
    await run(cwd);
    const given = { caCert: 'certs/ca.crt', caKey: 'certs/ca.key' };
    await run(cwd, { ...given, profile: 'client', cn: 'alice', org: ['dev'], out: 'alice' });
    expect(readdirSync(join(cwd, 'alice'))).toEqual(['tls.crt', 'tls.key']);
    const ca = new X509Certificate(readFileSync(join(cwd, 'certs/ca.crt')));
    const alice = new X509Certificate(readFileSync(join(cwd, 'alice/tls.crt')));
    expect(alice.verify(ca.publicKey)).toBe(true);
    expect(alice.subject).toBe('O=dev\nCN=alice');
    rmSync(join(cwd, 'certs/tls.crt'));
    rmSync(join(cwd, 'certs/tls.key'));
    await run(cwd, { ...SERVER, ...given });
    expect(readdirSync(join(cwd, 'certs'))).toEqual(FILES);
  });
});

describe('what is printed', () => {
  it('is the files on stdout, and words with the next commands on stderr', async () => {
    const { stdout, stderr } = await run(tempDir(), { ...SERVER, ip: ['127.0.0.1'], out: "it's" });
    expect(stdout).toBe(FILES.map((name) => `it's/${name} created\n`).join(''));
    expect(stderr).toMatch(
      /^A server certificate for CN=my-aa\.my-ns\.svc, valid for\n {2}my-aa\.my-ns\.svc .*\n {2}my-aa\n/,
    );
    expect(stderr).toContain('\n  127.0.0.1\nIt expires on 22 November 2027.\n');
    expect(stderr).toContain('which expires on 19 November 2036.\n');
    expect(stderr).toContain(`--cert='it'\\''s/tls.crt' --key='it'\\''s/tls.key'\n`);
  });

  it('has a next command that prints the caBundle', async () => {
    const cwd = tempDir();
    const { stderr } = await run(cwd);
    const command = stderr.split('\n').find((line) => line.startsWith('  base64')) ?? '';
    const printed = execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
    const document = JSON.parse((await run(cwd, { ...SERVER, output: 'json', out: 'b' })).stdout);
    expect(Buffer.from(printed, 'base64').toString()).toBe(readFileSync(join(cwd, 'certs/ca.crt'), 'utf8'));
    expect(Buffer.from(document.caBundle, 'base64').toString()).toBe(
      readFileSync(join(cwd, 'b/ca.crt'), 'utf8'),
    );
  });

  it('is nothing but the files when quiet', async () => {
    expect((await run(tempDir(), { ...SERVER, quiet: true })).stderr).toBe('');
  });

  it('is a CertificateSet without key material for -o json', async () => {
    const cwd = tempDir();
    const { stdout, stderr } = await run(cwd, { ...SERVER, ip: ['::1'], output: 'json' });
    expect(stderr).toBe('');
    expect(stdout).not.toContain('PRIVATE');
    const set = JSON.parse(stdout);
    expect(set).toMatchObject({
      kind: 'CertificateSet',
      written: true,
      ca: { notBefore: '2026-11-22T11:00:00Z', notAfter: '2036-11-19T12:00:00Z' },
      leaf: { subject: 'CN=my-aa.my-ns.svc', notAfter: '2027-11-22T12:00:00Z', ipAddresses: ['::1'] },
      notes: [],
    });
    expect(
      set.files.map((file: { path: string; action: string; mode: string }) => [
        file.path,
        file.action,
        file.mode,
      ]),
    ).toEqual(FILES.map((name) => [name, 'create', name.endsWith('key') ? '0600' : '0644']));
    expect(set.ca.subject).toMatch(/^CN=kx-ca my-aa\.my-ns 2026-11-22 [0-9a-f]{4}$/);
    const leaf = new X509Certificate(readFileSync(join(cwd, 'certs/tls.crt')));
    expect(set.leaf.sha256).toBe(leaf.fingerprint256.replaceAll(':', '').toLowerCase());
  });

  it.each([
    [{ dryRun: true }, /^certs\/ca\.crt created \(dry run\)\n/],
    [{ diff: true }, /^--- \/dev\/null\n\+\+\+ b\/ca\.crt\n/m],
    [{ dryRun: true, output: 'json' }, /"written": false/],
  ])('%j writes nothing and shows no key', async (options, printed) => {
    const cwd = tempDir();
    const { stdout } = await run(cwd, { ...SERVER, ...options });
    expect(stdout).toMatch(printed);
    expect(stdout).not.toContain('PRIVATE KEY');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

it.each([
  [{}, true],
  [{ dryRun: true }, false],
  [{ diff: true }, false],
])('%j speaks of the new CA and its key: %j', async (options, spoken) => {
  const { stderr } = await run(tempDir(), { ...SERVER, ...options });
  expect(stderr).toContain('A server certificate for CN=my-aa.my-ns.svc, valid for');
  expect(/\bCA\b/u.test(stderr)).toBe(spoken);
  expect(/ca\.key|kx-ca/u.test(stderr)).toBe(spoken);
});

describe('what is in the way', () => {
  it.each([{}, { dryRun: true }, { diff: true }])('is listed with its expiry (%j)', async (options) => {
    const cwd = tempDir();
    await run(cwd);
    const error = await refused(cwd, { ...SERVER, ...options });
    expect(error.violations.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'certs/ca.crt exists and expires on 19 November 2036',
      'certs/ca.key exists',
      'certs/tls.crt exists and expires on 22 November 2027',
      'certs/tls.key exists',
    ]);
  });

  it('is replaced by --force', async () => {
    const cwd = tempDir();
    await run(cwd);
    const before = contentsOf(cwd);
    const { stdout } = await run(cwd, { ...SERVER, force: true });
    expect(stdout).toBe(FILES.map((name) => `certs/${name} changed\n`).join(''));
    for (const [file, text] of Object.entries(contentsOf(cwd))) expect(text).not.toBe(before[file]);
  });

  it.each([
    ['ca.crt', 'certs/ca.key exists but certs/ca.crt does not: certificate and key must be a pair'],
    ['ca.key', 'certs/ca.crt exists but certs/ca.key does not: certificate and key must be a pair'],
  ])('is half a CA without %s, also with --force', async (lost, message) => {
    const cwd = tempDir();
    await run(cwd);
    rmSync(join(cwd, 'certs', lost));
    for (const force of [false, true]) {
      const error = await refused(cwd, { ...SERVER, force });
      expect(error.message).toBe(message);
      expect(error.hint).toContain('--force-new-ca');
    }
    expect((await run(cwd, { ...SERVER, forceNewCa: true })).exitCode).toBe(0);
  });

  it.each(['ca.crt', 'ca.key', 'tls.crt', 'tls.key'])(
    'is a symbolic link or directory at %s',
    async (name) => {
      const cwd = tempDir();
      const path = join(cwd, 'certs', name);
      mkdirSync(join(cwd, 'certs'));
      writeFileSync(join(cwd, 'elsewhere'), 'mine');
      symlinkSync('../elsewhere', path);
      expect((await refused(cwd, { ...SERVER, force: true })).violations[0]?.message).toContain(
        'a symbolic link',
      );
      rmSync(path);
      mkdirSync(path);
      expect((await refused(cwd, { ...SERVER, force: true })).violations[0]?.message).toContain(
        'a directory',
      );
    },
  );

  it('is a named pipe, which is not waited for', async () => {
    const cwd = tempDir();
    mkdirSync(join(cwd, 'certs'));
    execFileSync('sh', ['-c', 'mkfifo certs/tls.key'], { cwd });
    expect((await refused(cwd, { ...SERVER, force: true })).violations[0]?.message).toContain('pipe');
  });

  it('is something that is no certificate', async () => {
    const cwd = tempDir();
    mkdirSync(join(cwd, 'certs'));
    writeFileSync(join(cwd, 'certs/tls.crt'), 'garbage');
    expect((await refused(cwd, SERVER)).violations).toEqual([
      { path: 'certs/tls.crt', message: 'exists, though it holds no certificate' },
    ]);
  });

  it('is the CA of somebody else', async () => {
    const cwd = tempDir();
    await run(cwd, { ...SERVER, out: 'a' });
    await run(cwd, { ...SERVER, out: 'b' });
    rmSync(join(cwd, 'b/tls.crt'));
    rmSync(join(cwd, 'b/tls.key'));
    const error = await refused(cwd, { ...SERVER, caCert: 'a/ca.crt', caKey: 'a/ca.key', out: 'b' });
    expect(error.violations).toEqual([{ path: 'b/ca.crt', message: 'is another CA than --ca-cert gives' }]);
  });
});

describe('failures', () => {
  it('list every problem and write nothing', async () => {
    const cwd = tempDir();
    const running = run(cwd, { key: 'x', days: '0' });
    await expect(running).rejects.toThrow(UsageError);
    await expect(running).rejects.toMatchObject({ exitCode: 2, violations: { length: 4 } });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('leave nothing when cancelled', async () => {
    const cwd = tempDir();
    const cancel = new AbortController();
    const running = run(cwd, { ...SERVER, key: 'rsa2048' }, { signal: cancel.signal });
    cancel.abort();
    await expect(running).rejects.toThrow(CancelledError);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
