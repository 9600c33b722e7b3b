import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { encodePem } from '../../../../src/certs/pem.ts';
import { runCertsInspect } from '../../../../src/commands/certs-inspect.ts';
import { altNames, make, printableName } from '../../../support/defect-certificate.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const CA = make({ ca: true });
const LEAF = make({ issuer: CA });
const INTERMEDIATE = make({ ca: true, name: 'between', issuer: CA });
const BELOW = make({ issuer: INTERMEDIATE });
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

/** Inspects one input. */
async function inspect(content: string | Uint8Array, options: object = {}) {
  const cwd = tempDir();
  writeFileSync(join(cwd, 'input'), content);
  return runCommand(runCertsInspect, { cwd, args: ['input'], options: { ...options } });
}

/** The items of an input as -o json prints them. */
async function itemsOf(content: string | Uint8Array) {
  const { stdout, error } = await inspect(content, { output: 'json' });
  expect(error).toBeUndefined();
  const document: { items: Record<string, unknown>[]; notes: string[] } = JSON.parse(stdout);
  return document;
}

it('reads the manifests in a directory, and asks for one with certificates', async () => {
  const cwd = tempDir();
  const show = () => runCommand(runCertsInspect, { cwd, options: { filename: ['.'], output: 'json' } });
  const manifest = (kind: string, more: object) =>
    stringify({ apiVersion: 'v1', kind, metadata: { name: 'x' }, ...more });
  writeFileSync(join(cwd, 'namespace.yaml'), manifest('Namespace', {}));
  expect(await show()).toMatchObject({
    error: { exitCode: 2, violations: [{ path: '.', message: 'has no manifest with certificates' }] },
  });
  writeFileSync(join(cwd, 'secret.yaml'), manifest('Secret', { stringData: { 'tls.crt': LEAF.pem } }));
  const { stdout } = await show();
  expect(JSON.parse(stdout).items).toHaveLength(1);
});

describe('what is read', () => {
  it.each([
    ['PEM', LEAF.pem],
    ['CRLF', LEAF.pem.replaceAll('\n', '\r\n')],
    ['CR', LEAF.pem.replaceAll('\n', '\r')],
    ['text around', `Bag Attributes\n  x: y\n${LEAF.pem}end\n`],
    ['a byte order mark', `\ufeff${LEAF.pem}`],
    ['UTF-16', Buffer.from(`\ufeff${LEAF.pem}`, 'utf16le')],
    ['DER', LEAF.der],
    ['base64', base64(LEAF.pem)],
    ['base64 twice', base64(base64(LEAF.pem))],
    ['base64 of DER', base64(LEAF.der)],
    ['indented', LEAF.pem.replaceAll(/^/gm, '    ')],
    ['\\n as two characters', LEAF.pem.replaceAll('\n', '\\n')],
    ['bytes behind its end', encodePem('CERTIFICATE', Buffer.concat([LEAF.der, Buffer.from('x')]))],
  ])('%s', async (_, content) => {
    const { items } = await itemsOf(content);
    expect(items).toMatchObject([{ kind: 'Certificate', subject: 'CN=aa', dnsNames: ['aa.aa-system.svc'] }]);
  });

  it('is told where it is wrapped', async () => {
    expect((await itemsOf(base64(base64(LEAF.pem)))).notes).toEqual([
      'input is base64 twice: a caBundle field takes it once',
    ]);
  });

  it('shows what belongs together, and never a key', async () => {
    const { stdout } = await inspect(BELOW.pem + INTERMEDIATE.pem + CA.pem + BELOW.keyPem);
    expect(stdout).toContain('CN=between (input #2)');
    expect(stdout).toContain('ECDSA P-256; its private key is input #4');
    expect(stdout).toContain('belongs to     input #1');
    expect(stdout).toContain('CN=kx-ca (itself)');
    expect(stdout).not.toContain('PRIVATE');
    for (const line of BELOW.keyPem.split('\n').slice(1, -2)) expect(stdout).not.toContain(line);
  });

  it('is complete in JSON', async () => {
    const { items } = await itemsOf(LEAF.pem);
    expect(items[0]).toMatchObject({
      source: 'input',
      issuer: 'CN=kx-ca',
      version: 3,
      daysLeft: 300,
      validity: 'valid',
      key: { type: 'ECDSA P-256', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      signatureAlgorithm: 'ECDSA with SHA-256',
      basicConstraints: { ca: false, pathLength: null, critical: true },
      keyUsage: ['digital signature'],
      extendedKeyUsage: ['server authentication'],
      goodFor: { caBundle: false, server: true, client: false },
      selfSigned: false,
      signedBy: null,
      findings: [],
    });
  });

  it('cannot write to the terminal', async () => {
    const evil = make({
      name: 'a\u001b[31m\nb\u202e',
      extensions: { names: altNames(['a, DNS:evil\u001b']) },
    });
    const { stdout } = await inspect(evil.pem);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
    expect(stdout.split('\n').filter((line) => line.startsWith('b'))).toEqual([]);
  });

  it('is shown also where Go refuses it', async () => {
    const { items } = await itemsOf(
      make({ subject: printableName('a_b'), serial: Uint8Array.of(0x80, 1) }).pem,
    );
    expect(items[0]).toMatchObject({
      serial: '80:01',
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'serial-negative' }),
        expect.objectContaining({ id: 'name-malformed' }),
      ]),
    });
  });
});

describe('what cannot be used', () => {
  it.each([
    ['nothing', '', 'is empty'],
    ['blanks', ' \n\t', 'is empty'],
    ['a web page', '<!DOCTYPE html><p>', 'is a web page'],
    ['a placeholder', '<base64-encoded-ca-cert>', 'placeholder'],
    ['prose', 'hello', 'neither PEM nor DER'],
    ['a cut certificate', LEAF.pem.slice(0, 200), 'is cut off: it has no END line'],
    [
      'a key labelled CERTIFICATE',
      LEAF.keyPem.replaceAll('PRIVATE KEY', 'CERTIFICATE'),
      'says CERTIFICATE but holds a private key',
    ],
    ['broken base64', LEAF.pem.replace('MII', 'M!!'), 'not base64'],
    [
      'YAML of something else',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n',
      'holds nothing with certificates: Pod p',
    ],
    ['broken YAML', 'kind: Secret\n  a: [b\n', 'is not YAML'],
    ['PKCS#7', encodePem('PKCS7', Buffer.from('300b06092a864886f70d010702', 'hex')), 'is PKCS#7'],
    [
      'binary junk',
      Uint8Array.from({ length: 300 }, (_, index) => (index * 7919) & 0xff),
      'neither PEM nor DER',
    ],
  ])('%s', async (_, content, sentence) => {
    const { exitCode, error, stdout } = await inspect(content);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(error?.violations[0]?.message).toContain(sentence);
    expect(error?.violations[0]?.message).not.toMatch(/error:0|routines|node:/);
  });

  it('is listed input by input', async () => {
    const { error } = await runCommand(runCertsInspect, { cwd: tempDir(), args: ['a', 'b'] });
    expect(error?.violations.map(({ path }) => path)).toEqual(['a', 'b']);
  });
});

describe('manifests', () => {
  const metadata = { name: 'x', namespace: 'n' };
  const bundle = base64(CA.pem);
  it.each([
    [
      'Secret',
      { kind: 'Secret', metadata, data: { 'tls.crt': base64(LEAF.pem), 'tls.key': base64(LEAF.keyPem) } },
      ['Secret n/x data[tls.crt]', 'Secret n/x data[tls.key]'],
    ],
    [
      'stringData',
      { kind: 'Secret', metadata, stringData: { any: CA.pem, other: 'text' } },
      ['Secret n/x stringData[any]'],
    ],
    [
      'ConfigMap',
      { kind: 'ConfigMap', metadata, data: { 'client-ca-file': CA.pem, a: '[]' } },
      ['ConfigMap n/x data[client-ca-file]'],
    ],
    [
      'APIService',
      { kind: 'APIService', metadata: { name: 'v1.a.b' }, spec: { service: {}, caBundle: bundle } },
      ['APIService v1.a.b spec.caBundle'],
    ],
    [
      'webhook',
      {
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'w' },
        webhooks: [{}, { clientConfig: { caBundle: bundle } }],
      },
      ['ValidatingWebhookConfiguration w webhooks[1].clientConfig.caBundle'],
    ],
    [
      'CRD',
      {
        kind: 'CustomResourceDefinition',
        metadata: { name: 'c' },
        spec: { conversion: { webhook: { clientConfig: { caBundle: bundle } } } },
      },
      ['CustomResourceDefinition c spec.conversion.webhook.clientConfig.caBundle'],
    ],
    [
      'kubeconfig',
      {
        kind: 'Config',
        clusters: [{ name: 'k', cluster: { 'certificate-authority-data': bundle } }],
        users: [{ name: 'u', user: { 'client-key-data': base64(LEAF.keyPem) } }],
      },
      ['cluster k certificate-authority-data', 'user u client-key-data'],
    ],
    [
      'a list',
      { kind: 'List', items: [{ kind: 'Secret', metadata, data: { 'ca.crt': bundle } }] },
      ['Secret n/x data[ca.crt]'],
    ],
  ])('%s', async (_, object, sources) => {
    for (const text of [stringify(object), JSON.stringify(object), `---\n${stringify(object)}---\n`]) {
      expect((await itemsOf(text)).items.map(({ source }) => source)).toEqual(sources);
    }
  });

  it('say what is wrong with a field', async () => {
    const { notes } = await itemsOf(
      stringify({ kind: 'Secret', metadata, data: { 'tls.crt': LEAF.pem, 'ca.crt': base64(bundle) } }),
    );
    expect(notes).toEqual([
      'Secret n/x data[ca.crt] is base64 twice over, and takes it once',
      'Secret n/x data[tls.crt] is no base64: the API server says "illegal base64 data at input byte 0"',
    ]);
  });
});

describe('live servers', () => {
  async function serve(options: TlsOptions): Promise<number> {
    const server = createServer(options, (socket) => socket.end());
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return (server.address() as AddressInfo).port;
  }

  const ask = async (port: number, options: object = {}) => {
    const args = [`https://127.0.0.1:${port}`];
    return runCommand(runCertsInspect, { cwd: tempDir(), args, options: { output: 'json', ...options } });
  };

  it('show the chain as it was sent, out of order and all', async () => {
    const port = await serve({
      cert: BELOW.pem + CA.pem + INTERMEDIATE.pem,
      key: BELOW.keyPem,
      ALPNProtocols: ['h2'],
    });
    const document = JSON.parse((await ask(port, { serverName: 'aa.aa-system.svc' })).stdout);
    expect(document.items.map(({ subject }: { subject: string }) => subject)).toEqual([
      'CN=aa',
      'CN=kx-ca',
      'CN=between',
    ]);
    expect(document.connection).toMatchObject({
      serverName: 'aa.aa-system.svc',
      protocol: 'TLSv1.3',
      applicationProtocol: 'h2',
      failure: null,
    });
  });

  it.each([
    ['TLS 1.3 alone', { minVersion: 'TLSv1.3' }, null],
    ['TLS 1.2 alone', { maxVersion: 'TLSv1.2' }, null],
    ['a client certificate by TLS 1.2', { maxVersion: 'TLSv1.2', requestCert: true }, expect.any(String)],
  ] as const)('with %s', async (_, more, failure) => {
    const port = await serve({ cert: BELOW.pem + INTERMEDIATE.pem, key: BELOW.keyPem, ...more });
    const document = JSON.parse((await ask(port)).stdout);
    expect(document.items).toHaveLength(2);
    expect(document.connection.failure).toEqual(failure);
  });

  it('that do not answer, or speak no TLS, are exit 5', async () => {
    const server = createTcpServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await ask(port)).toMatchObject({
      exitCode: 5,
      error: { message: expect.stringContaining('does not speak TLS') },
    });
    await new Promise((resolve) => void server.close(resolve));
    expect(await ask(port)).toMatchObject({
      exitCode: 5,
      error: { message: expect.stringContaining('nothing listens there') },
    });
  });
});
