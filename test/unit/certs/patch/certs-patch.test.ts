import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { make, NOW } from '../../../support/defect-certificate.ts';
import { runMain } from '../../../support/run-main.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { treeOf } from '../../../support/tree.ts';

const CA = make({ ca: true });
const BUNDLE = Buffer.from(CA.pem).toString('base64');

const apiService = (name: string, bundle = '', service = 'aa') =>
  `# ${name}\napiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: ${name}}\nspec:\n${bundle}  service: {name: ${service}, namespace: ns}\n`;
const patched = (name: string) => apiService(name, `  caBundle: ${BUNDLE}\n`);

let cwd = '';
beforeEach(() => {
  cwd = tempDir();
  writeFileSync(join(cwd, 'ca.crt'), CA.pem);
  writeFileSync(join(cwd, 'a.yaml'), apiService('v1.a.b'));
  mkdirSync(join(cwd, 'deploy/more'), { recursive: true });
  writeFileSync(join(cwd, 'deploy/b.yml'), apiService('v1.b.b').replaceAll('\n', '\r\n'), { mode: 0o640 });
  writeFileSync(join(cwd, 'deploy/secret.json'), '{"kind":"Secret","metadata":{"name":"s"}}');
  writeFileSync(join(cwd, 'deploy/notes.txt'), apiService('v1.c.b'));
  writeFileSync(join(cwd, 'deploy/more/d.yaml'), apiService('v1.d.b'));
});

const now = () => new Date(NOW);
const run = async (...flags: readonly string[]) =>
  await runMain(['certs', 'patch', '--ca', 'ca.crt', ...flags], { cwd, now });
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe('files', () => {
  it('are patched together, those of a directory as kubectl takes them', async () => {
    const { status, stdout, stderr } = await run('-f', 'a.yaml', '-f', 'deploy');
    expect({ status, stdout }, stderr).toEqual({
      status: 0,
      stdout: 'a.yaml changed\ndeploy/b.yml changed\n',
    });
    expect(stderr).toBe(
      '2 caBundles set:\n  APIService v1.a.b spec.caBundle\n  APIService v1.b.b spec.caBundle\n',
    );
    expect(read('a.yaml')).toBe(patched('v1.a.b'));
    expect(read('deploy/b.yml')).toBe(patched('v1.b.b').replaceAll('\n', '\r\n'));
    expect(statSync(join(cwd, 'deploy/b.yml')).mode & 0o777).toBe(0o640);
    expect(read('deploy/more/d.yaml')).toBe(apiService('v1.d.b'));
    expect(read('deploy/notes.txt')).toBe(apiService('v1.c.b'));
  });

  it('are not touched twice', async () => {
    await run('-f', 'a.yaml');
    utimesSync(join(cwd, 'a.yaml'), 1e9, 1e9);
    expect(await run('-f', 'a.yaml', '-f', 'a.yaml')).toEqual({
      status: 0,
      stdout: 'a.yaml unchanged\n',
      stderr: 'Every caBundle holds these CAs already.\n',
    });
    expect(statSync(join(cwd, 'a.yaml')).mtimeMs).toBe(1e12);
  });

  it('that are links are written where they lead', async () => {
    symlinkSync('deploy/b.yml', join(cwd, 'link.yaml'));
    expect((await run('-f', 'link.yaml')).stdout).toBe('deploy/b.yml changed\n');
    expect(read('deploy/b.yml')).toContain(BUNDLE);
  });

  it.each([
    [['--dry-run'], 'a.yaml changed (dry run)\n'],
    [['--diff'], expect.stringContaining(`\n+  caBundle: ${BUNDLE}\n`)],
    [['--dry-run', '-o', 'json'], expect.stringContaining('"written": false')],
  ])('stay as they are with %j', async (flags, stdout) => {
    const before = treeOf(cwd);
    expect(await run('-f', 'a.yaml', ...flags)).toMatchObject({ status: 0, stdout });
    expect(treeOf(cwd)).toEqual(before);
  });

  it('are a Plan for programs', async () => {
    const { stdout } = await run('-f', 'a.yaml', '-f', 'deploy', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'Plan',
      written: true,
      files: [
        { path: 'a.yaml', action: 'change' },
        { path: 'deploy/b.yml', action: 'change', mode: '0640' },
      ],
      fields: [
        { file: 'a.yaml', object: 'APIService v1.a.b', field: 'spec.caBundle', action: 'change' },
        { file: 'deploy/b.yml', object: 'APIService v1.b.b' },
      ],
      notes: [],
    });
  });
});

it.each([
  ['-f', 'nowhere.yaml', 'cannot be read: there is no such file'],
  ['-f', 'deploy/secret.json', 'no place for a caBundle: it holds Secret s'],
  ['-f', 'deploy/more', ''],
  ['-f', 'ca.crt', 'no place for a caBundle: it holds no Kubernetes object'],
  ['-f', 'utf16.yaml', 'is UTF-16'],
  ['-f', 'latin1.yaml', 'is no UTF-8 text'],
  ['-f', 'empty.yaml', 'is empty'],
  ['-f', 'chart.yaml', 'is a template (line 6'],
  ['-f', 'nothing', 'has no .yaml, .yml or .json file'],
  ['-f', 'https://a.b/c.yaml', 'is an address, which kx does not read'],
  ['-f', 'stream.json', 'several JSON objects one behind the other'],
])('all or nothing: %s %s', async (flag, file, sentence) => {
  writeFileSync(join(cwd, 'utf16.yaml'), Buffer.from('\uFEFFa: 1', 'utf16le'));
  writeFileSync(join(cwd, 'latin1.yaml'), Buffer.from('a: \u00e4', 'latin1'));
  writeFileSync(join(cwd, 'empty.yaml'), ' \n');
  writeFileSync(join(cwd, 'chart.yaml'), apiService('v1.x.y', '  caBundle: {{ .Values.ca }}\n'));
  writeFileSync(join(cwd, 'stream.json'), '{"kind":"A"}\n{"kind":"B"}');
  mkdirSync(join(cwd, 'nothing'));
  const before = treeOf(cwd);
  const { status, stderr } = await run('-f', 'a.yaml', flag, file);
  const isGood = sentence === '';
  expect([status, stderr.includes(sentence)]).toEqual([isGood ? 0 : 2, true]);
  expect(JSON.stringify(treeOf(cwd)) === JSON.stringify(before)).toBe(!isGood);
});

it('says of a directory without any that it has none', async () => {
  mkdirSync(join(cwd, 'secrets'));
  for (const name of ['a', 'b']) writeFileSync(join(cwd, 'secrets', `${name}.yaml`), 'kind: Secret\n');
  const { status, stderr } = await run('-f', 'secrets');
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('secrets has no caBundle to set in its 2 manifests'),
  ]);
});

it('says which Services there are where it is asked for another', async () => {
  const { status, stderr } = await run('-f', 'a.yaml', '--service', 'bb', '--namespace', 'ns');
  expect([status, stderr]).toEqual([2, expect.stringContaining('a.yaml calls ns/aa, not the Service ns/bb')]);
});

describe('stdin', () => {
  const filter = async (text: string | Buffer, ...flags: readonly string[]) =>
    await runMain(['certs', 'patch', '--ca', 'ca.crt', '-f', '-', ...flags], {
      cwd,
      now,
      stdin: Readable.from([text]),
    });

  it('goes to stdout, with everything around', async () => {
    const text = `${apiService('v1.a.b')}---\nkind: Secret\n`;
    expect(await filter(text)).toMatchObject({
      status: 0,
      stdout: text.replace('spec:\n', `spec:\n  caBundle: ${BUNDLE}\n`),
    });
    expect((await filter(text, '--diff')).stdout).toContain('--- a/stdin\n+++ b/stdin\n');
  });

  it.each([
    [['-o', 'json'], apiService('v1.a.b'), 'stdout has the manifest'],
    [['-f', 'a.yaml'], apiService('v1.a.b'), '- does not go with files'],
    [[], 'kind: Secret\n', 'stdin has no place for a caBundle'],
    [[], 'a: [', 'stdin is not YAML'],
    [[], '', 'stdin is empty'],
  ])('is refused with %j where it holds %j', async (flags, text, sentence) => {
    const { status, stderr } = await filter(text, ...flags);
    expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

const OLD = make({ ca: true, name: 'old', days: [-20, -10] });

describe('the CA', () => {
  it.each([
    ['a leaf', make({ issuer: CA }).pem, 'is no CA but the certificate of'],
    ['a key', CA.keyPem, 'is a private key'],
    ['garbage', 'garbage', 'holds neither PEM nor DER'],
    ['nothing', '', 'is empty'],
    ['an expired CA', OLD.pem, 'expired on'],
    ['a CA of tomorrow', make({ ca: true, days: [1, 9] }).pem, 'is not valid before'],
    ['a weak CA', make({ ca: true, keyType: 'rsa1024' }).pem, 'RSA key of 1024 bits'],
    ['a CA with a negative serial number', make({ ca: true, serial: Uint8Array.of(0x80) }).pem, 'negative'],
    [
      'a good one with garbage',
      `${CA.pem}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
      '#2',
    ],
  ])('is not %s', async (_, content, sentence) => {
    writeFileSync(join(cwd, 'ca.crt'), content);
    const { status, stderr } = await run('-f', 'a.yaml');
    expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)]);
    expect(read('a.yaml')).toBe(apiService('v1.a.b'));
  });

  it('may be old beside a new one, which is told', async () => {
    writeFileSync(join(cwd, 'ca.crt'), OLD.pem + CA.pem);
    const { status, stderr } = await run('-f', 'a.yaml');
    expect([status, stderr]).toEqual([0, expect.stringContaining('expired on')]);
    expect(read('a.yaml')).toContain(Buffer.from(OLD.pem + CA.pem).toString('base64'));
  });

  it('may be base64, DER or several blocks with text between', async () => {
    for (const content of [BUNDLE, CA.der, `x\n${CA.pem}\ny\n${CA.pem}`]) {
      writeFileSync(join(cwd, 'ca.crt'), content);
      writeFileSync(join(cwd, 'a.yaml'), apiService('v1.a.b'));
      expect((await run('-f', 'a.yaml')).status).toBe(0);
      expect(read('a.yaml')).toBe(patched('v1.a.b'));
    }
  });
});

it.each([
  [[], '-f: is missing'],
  [['apiservice/a'], "'apiservice/a' is for --cluster"],
  [['-f', 'a.yaml', '--service', 'aa'], '--namespace: is missing'],
  [['-f', 'a.yaml', '--namespace', 'ns'], '--service: is missing'],
  [['-f', 'a.yaml', '--service', 'A', '--namespace', 'ns'], '--service'],
  [['-f', 'a.yaml', '--force-conflicts'], '--force-conflicts: is for --cluster'],
  [['-f', ''], '-f: is empty'],
  [['--cluster'], 'KIND/NAME: is missing'],
  [['--cluster', 'apiservice'], 'is no kind and name'],
  [['--cluster', 'pod/a'], "'pod' is no kind that has a caBundle"],
  [['--cluster', 'apiservices/a', '-f', 'a.yaml'], '-f: does not go with --cluster'],
  [['--cluster', 'crd/a', '--diff'], '--diff: is for files'],
  [['--cluster', 'crd/a', '--request-timeout', 'x'], '--request-timeout'],
])('refuses %j', async (flags, sentence) => {
  const { status, stderr } = await run(...flags);
  expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)]);
});

it('ends with 5 where no cluster answers', async () => {
  expect((await run('--cluster', 'crd/a', '--server', 'https://127.0.0.1:1')).status).toBe(5);
});
