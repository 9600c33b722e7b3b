import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { runCertsGen } from '../../../../src/commands/certs-gen.ts';
import { runCertsVerify } from '../../../../src/commands/certs-verify.ts';
import { KEY_TYPES } from '../../../../src/model/certificate/certificate-key-type.ts';
import type { CertificateReport } from '../../../../src/model/certificate/report.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { CASES } from '../../../support/certificate-cases.ts';
import { DAY, make, NOW } from '../../../support/defect-certificate.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const CA = make({ ca: true });
const LEAF = make({ issuer: CA });
const OTHER = make({ ca: true, name: 'other' });
const FILES = { cert: 'tls.crt', ca: 'ca.crt', service: 'aa', namespace: 'aa-system' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Verifies in a directory of these files. */
async function verify(files: Readonly<Record<string, string>>, options: RawOptions) {
  const cwd = tempDir();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text, 'latin1');
  return runCommand(runCertsVerify, { cwd, options });
}

const GOOD = { 'tls.crt': LEAF.pem, 'ca.crt': CA.pem, 'tls.key': LEAF.keyPem };

/** @returns the report and its exit code */
async function reportOf(files: Readonly<Record<string, string>>, options: RawOptions) {
  const { stdout, exitCode, error } = await verify(files, { ...options, output: 'json' });
  expect(error).toBeUndefined();
  const report: CertificateReport = JSON.parse(stdout);
  return { ...report, exitCode, ids: report.findings.map(({ id }) => id).toSorted() };
}

describe('files', () => {
  it('that are good end with 0 and say by whom they are taken', async () => {
    const { exitCode, stdout, stderr } = await verify(GOOD, { ...FILES, key: 'tls.key' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '0 errors, 0 warnings\n' });
    expect(stdout).toMatch(
      /^tls\.crt for aa\.aa-system\.svc, trusted by ca\.crt\n {2}taken by Go, OpenSSL, .*Node/,
    );
  });

  it.each(CASES.filter(({ errors }) => errors.length > 0).slice(0, 20))(
    'with $name end with 1',
    async (item) => {
      const files = { 'tls.crt': item.chain, 'ca.crt': item.bundle };
      const { exitCode, stdout } = await verify(files, FILES);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/^error: .*\n {2}.*\n {2}fix: kx /);
    },
  );

  it('make a report with what each verifier says, and what users of Kubernetes see', async () => {
    const { findings, checks, ok } = await reportOf({ ...GOOD, 'ca.crt': OTHER.pem }, FILES);
    expect(ok).toBe(false);
    expect(findings).toEqual([
      {
        id: 'issuer-unknown',
        severity: 'error',
        certificate: 'tls.crt',
        message: expect.stringContaining('is signed by CN=kx-ca, which ca.crt does not hold'),
        consequence: expect.stringContaining('x509: certificate signed by unknown authority'),
        fix: 'kx certs gen --service aa --namespace aa-system --out . --force-new-ca',
        refusedBy: ['go', 'openssl', 'openssl-strict', 'node'],
      },
    ]);
    expect(checks[0]?.verdicts.go).toBe('x509: certificate signed by unknown authority');
    expect(checks[0]?.kubernetes.map(({ versions }) => versions)).toEqual(['up to 1.35', '1.36 and later']);
  });

  it.each([
    [{ at: new Date(NOW + 400 * DAY).toISOString() }, 1, ['expired', 'expired']],
    [{ at: new Date(NOW - 400 * DAY).toISOString().slice(0, 10) }, 1, ['not-yet-valid', 'not-yet-valid']],
    [{ minDays: '400' }, 1, ['expires-soon', 'expires-soon']],
    [{ minDays: '300' }, 0, []],
  ])('judged with %j', async (options, exitCode, ids) => {
    expect(await reportOf(GOOD, { ...FILES, ...options })).toMatchObject({ exitCode, ids });
  });

  it.each([
    [{}, ['--cert', '--ca', '--service', '--namespace']],
    [{ ...FILES, service: 'A' }, ['--service']],
    [{ ...FILES, at: '2027-02-30' }, ['--at']],
    [{ ...FILES, at: 'tomorrow' }, ['--at']],
    [{ ...FILES, minDays: '-1' }, ['--min-days']],
    [{ ...FILES, filename: ['a.yaml'] }, ['--cert', '--ca', '--service', '--namespace']],
    [{ ...FILES, live: 'x:1' }, ['--cert']],
    [{ live: 'x', ca: 'ca.crt', service: 'a', namespace: 'b' }, ['--live']],
    [{ ...FILES, cert: 'none' }, ['--cert']],
    [{ ...FILES, cert: 'tls.key', ca: 'tls.key' }, ['--cert', '--ca']],
    [{ filename: ['tls.crt'] }, ['-f']],
  ])('%j is refused with exit 2', async (options, paths) => {
    const { exitCode, error, stdout } = await verify(GOOD, options);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(error?.violations.map(({ path }) => path)).toEqual(paths);
  });

  it.each(KEY_TYPES.filter((type) => !/rsa[34]/.test(type)))(
    'of kx certs gen --key %s are good',
    { timeout: 30_000 },
    async (key) => {
      const cwd = tempDir();
      mkdirSync(join(cwd, 'certs'));
      await runCommand(runCertsGen, {
        cwd,
        options: { service: 'aa', namespace: 'aa-system', key, ip: ['127.0.0.1'] },
      });
      const options = {
        ...FILES,
        cert: 'certs/tls.crt',
        ca: 'certs/ca.crt',
        key: 'certs/tls.key',
        output: 'json',
      };
      const { exitCode, stdout } = await runCommand(runCertsVerify, { cwd, options });
      const { findings }: CertificateReport = JSON.parse(stdout);
      expect({ exitCode, ids: [...new Set(findings.map(({ id }) => id))] }).toEqual({
        exitCode: 0,
        ids: key === 'ed25519' ? ['key-ed25519'] : [],
      });
    },
  );
});

describe('manifests', () => {
  const secret = (more: object = {}, namespace = 'aa-system') => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'aa-tls', namespace },
    data: { 'tls.crt': base64(LEAF.pem), 'tls.key': base64(LEAF.keyPem), ...more },
  });
  const apiService = (spec: object = {}) => ({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.a.b' },
    spec: {
      group: 'a.b',
      version: 'v1',
      service: { name: 'aa', namespace: 'aa-system' },
      caBundle: base64(CA.pem),
      ...spec,
    },
  });
  const service = (port = 443) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'aa', namespace: 'aa-system' },
    spec: { ports: [{ port }] },
  });
  const webhook = (clientConfig: object) => ({
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: 'w' },
    webhooks: [
      { name: 'w.a.b', clientConfig: { service: { name: 'aa', namespace: 'aa-system' }, ...clientConfig } },
    ],
  });

  const judge = (objects: readonly object[]) => {
    const text = objects.map((object) => stringify(object)).join('---\n');
    return reportOf({ 'all.yaml': text }, { filename: ['all.yaml'] });
  };

  it.each([[['a.yaml', 'b.json']], [['.']]])(
    'that fit are silent, also over several files: %j',
    async (filename) => {
      const files = {
        'rotation.json': '{"kind":"CertificateRotation","stage":"prepare"}',
        'README.md': 'no manifest',
        'a.yaml': stringify(apiService()),
        'b.json': JSON.stringify([secret(), service(), webhook({ caBundle: base64(CA.pem) })]),
      };
      const report = await reportOf(files, { filename });
      expect(report).toMatchObject({ exitCode: 0, ids: [] });
      expect(report.checks.map(({ name }) => name)).toEqual(['aa.aa-system.svc', 'aa.aa-system.svc']);
    },
  );

  it.each([
    ['another CA', [apiService({ caBundle: base64(OTHER.pem) }), secret()], ['issuer-unknown']],
    ['the leaf as caBundle', [apiService({ caBundle: base64(LEAF.pem) }), secret()], ['bundle-holds-leaf']],
    ['base64 twice', [apiService({ caBundle: base64(base64(CA.pem)) }), secret()], ['bundle-base64-twice']],
    ['raw PEM', [apiService({ caBundle: CA.pem }), secret()], ['bundle-not-base64']],
    ['a placeholder', [apiService({ caBundle: '<base64-encoded-ca-cert>' })], ['bundle-not-base64']],
    ['Cg==', [apiService({ caBundle: 'Cg==' })], ['bundle-unreadable']],
    ['no caBundle', [apiService({ caBundle: undefined }), secret()], ['ca-bundle-missing']],
    [
      'insecureSkipTLSVerify',
      [apiService({ caBundle: undefined, insecureSkipTLSVerify: true }), secret()],
      ['insecure-skip-tls-verify'],
    ],
    ['both', [apiService({ insecureSkipTLSVerify: true }), secret()], ['insecure-with-ca-bundle']],
    ['a caBundle without service', [apiService({ service: undefined })], ['ca-bundle-without-service']],
    [
      'another Service',
      [apiService({ service: { name: 'bb', namespace: 'aa-system' } }), secret()],
      ['san-mismatch'],
    ],
    [
      'another namespace',
      [apiService({ service: { name: 'aa', namespace: 'other' } }), secret()],
      ['san-mismatch', 'secret-namespace'],
    ],
    [
      'a Service that is not there',
      [apiService({ service: { name: 'bb', namespace: 'n' } }), service()],
      ['service-unknown'],
    ],
    ['another port', [apiService(), secret(), service(8443)], ['service-port']],
    [
      'the port of its own',
      [apiService({ service: { name: 'aa', namespace: 'aa-system', port: 8443 } }), secret(), service(8443)],
      [],
    ],
    ['another key', [apiService(), secret({ 'tls.key': base64(OTHER.keyPem) })], ['key-mismatch']],
    ['a Secret that is no base64', [apiService(), secret({ 'tls.crt': LEAF.pem })], ['secret-not-base64']],
    ['a webhook with another CA', [webhook({ caBundle: base64(OTHER.pem) }), secret()], ['issuer-unknown']],
    ['a webhook without caBundle', [webhook({}), secret()], ['ca-bundle-missing']],
    [
      'an address without caBundle',
      [webhook({ service: undefined, url: 'https://x.example.com/' })],
      ['ca-bundle-missing'],
    ],
    ['a Secret alone', [secret()], []],
    [
      'a Secret with an expired certificate',
      [secret({ 'tls.crt': base64(make({ issuer: CA, days: [-9, -1] }).pem) })],
      ['expired', 'key-mismatch'],
    ],
  ])('with %s', async (_, objects, ids) => {
    const report = await judge(objects);
    expect(report.ids).toEqual(ids);
    expect(report.exitCode).toBe(report.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
  });

  it('a directory without one cannot be used', async () => {
    const { error } = await verify({ 'README.md': 'no manifest' }, { filename: ['.'] });
    expect(error).toMatchObject({
      exitCode: 2,
      violations: [{ path: '-f', message: '. has no .yaml, .yml or .json file' }],
    });
  });

  it.each([
    ['kind: Pod\n', 'nothing to verify'],
    ['- 1\n', 'cannot use'],
    ['a: [\n', 'cannot use'],
  ])('%j cannot be used', async (text, message) => {
    const { exitCode, error } = await verify({ 'a.yaml': text }, { filename: ['a.yaml'] });
    expect({ exitCode, message: error?.message }).toEqual({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });
});

describe('live servers', () => {
  async function judge(options: TlsOptions, ca = CA.pem) {
    const asked: string[] = [];
    const remember = (name: string, done: (error: null) => void) => {
      asked.push(name);
      done(null);
    };
    const server = createServer({ ...options, SNICallback: remember }, (socket) => socket.end());
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const flags = { live: `127.0.0.1:${port}`, ca: 'ca.crt', service: 'aa', namespace: 'aa-system' };
    return { ...(await reportOf({ 'ca.crt': ca }, flags)), asked };
  }

  it('are asked for the name that kube-apiserver asks for', async () => {
    const { exitCode, ids, asked } = await judge({ cert: LEAF.pem, key: LEAF.keyPem });
    expect({ exitCode, ids, asked: [...new Set(asked)] }).toEqual({
      exitCode: 0,
      ids: [],
      asked: ['aa.aa-system.svc'],
    });
  });

  it('are judged by what they send', async () => {
    const between = make({ ca: true, name: 'between', issuer: CA });
    const leaf = make({ issuer: between });
    expect((await judge({ cert: leaf.pem, key: leaf.keyPem })).ids).toEqual(['issuer-unknown']);
    expect((await judge({ cert: leaf.pem + between.pem, key: leaf.keyPem })).ids).toEqual([]);
  });

  it('are judged also where they go away', async () => {
    const report = await judge(
      { cert: LEAF.pem, key: LEAF.keyPem, requestCert: true, maxVersion: 'TLSv1.2' },
      OTHER.pem,
    );
    expect(report.ids).toEqual(['issuer-unknown']);
    expect(report.connection?.failure).toEqual(expect.any(String));
  });

  it('that do not answer are exit 5', async () => {
    const flags = { live: '127.0.0.1:1', ca: 'ca.crt', service: 'aa', namespace: 'aa-system' };
    expect((await verify(GOOD, flags)).exitCode).toBe(5);
  });
});
