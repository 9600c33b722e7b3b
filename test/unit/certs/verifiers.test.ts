import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, type PeerCertificate } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { issueCertificateSet } from '../../../src/certs/issue-certificate-set.ts';
import { planCertificates } from '../../../src/model/certificate/cert-plan.ts';
import { KEY_TYPES } from '../../../src/model/certificate/certificate-key-type.ts';
import { serverCertificateRequest } from '../../../src/model/certificate/certificate-request.ts';
import type { CertificateSet } from '../../../src/model/certificate/certificate-set.ts';
import { findProgram } from '../../cluster/kubectl.ts';
import { tempDir } from '../../support/temp-dir.ts';

const NAME = 'my-aa.my-ns.svc';
/** The oldest and the newest of the Google Cloud SDK: Go 1.22 and Go 1.24 verify differently. */
const KUBECTLS = ['kubectl.1.27', 'kubectl.1.33'].map((name) => ({ name, program: findProgram(name) ?? '' }));

type KeyTypeName = (typeof KEY_TYPES)[number];

async function issue(keyType: KeyTypeName): Promise<CertificateSet> {
  const request = serverCertificateRequest({ name: 'my-aa', namespace: 'my-ns' });
  return issueCertificateSet(planCertificates({ ...request, keyType }, { now: Date.now(), nonce: '7f3a' }));
}

const ISSUED = new Map<KeyTypeName, Promise<CertificateSet>>();

/** The same set for every verifier: RSA keys take seconds to make. */
function sharedSet(keyType: KeyTypeName): Promise<CertificateSet> {
  const set = ISSUED.get(keyType) ?? issue(keyType);
  ISSUED.set(keyType, set);
  return set;
}

/** @returns the port of a server that shows the leaf and answers as a kube-apiserver would for /version */
async function serve({ leaf }: CertificateSet): Promise<number> {
  const server = createServer({ cert: leaf.certPem, key: leaf.keyPem }, (_, response) => {
    response.setHeader('content-type', 'application/json').end('{"gitVersion":"v1.0.0-kx"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** @returns the peer's certificate, or the error code of the handshake */
function shakeHands(port: number, ca: string, servername: string): Promise<PeerCertificate | string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', ca, servername }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

function kubeconfig(port: number, caBundle: string, serverName: string): string {
  const path = join(tempDir(), 'config');
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': caBundle,
    'tls-server-name': serverName,
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kx', cluster }],
    contexts: [{ name: 'kx', context: { cluster: 'kx', user: 'kx' } }],
    users: [{ name: 'kx', user: { token: 'unused' } }],
    'current-context': 'kx',
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** Without credentials or an end of its input, kubectl would wait for somebody to type a user name. */
function askVersion(program: string, config: string): Promise<string> {
  return new Promise((resolve) => {
    const args = ['--kubeconfig', config, '--request-timeout', '20s', 'get', '--raw', '/version'];
    const child = execFile(program, args, (_, stdout, stderr) => resolve(stdout + stderr));
    child.stdin?.end();
  });
}

describe('Node', () => {
  it.each(KEY_TYPES)('shakes hands over %s', { timeout: 60_000 }, async (keyType) => {
    const set = await sharedSet(keyType);
    const port = await serve(set);
    expect(await shakeHands(port, set.ca.certPem, NAME)).toMatchObject({ subject: { CN: NAME } });
    expect(await shakeHands(port, set.ca.certPem, 'other.my-ns.svc')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('refuses the leaf by another CA of the same Service', async () => {
    const [set, other] = [await issue('p256'), await issue('p256')];
    const code = await shakeHands(await serve(set), other.ca.certPem, NAME);
    expect(code).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_SIGNATURE_FAILURE/);
  });

  it('takes old and new CA in one bundle, whichever comes first', async () => {
    const [set, other] = [await issue('p256'), await issue('p256')];
    const port = await serve(set);
    for (const bundle of [set.ca.certPem + other.ca.certPem, other.ca.certPem + set.ca.certPem]) {
      expect(await shakeHands(port, bundle, NAME)).toMatchObject({ subject: { CN: NAME } });
    }
  });
});

describe.each(KUBECTLS)('$name', ({ program }) => {
  const test = it.skipIf(program === '');

  test.each(KEY_TYPES)('takes %s', { timeout: 60_000 }, async (keyType) => {
    const set = await sharedSet(keyType);
    const config = kubeconfig(await serve(set), set.caBundle, NAME);
    expect(await askVersion(program, config)).toContain('v1.0.0-kx');
  });

  test('refuses another name', { timeout: 30_000 }, async () => {
    const set = await sharedSet('p256');
    const config = kubeconfig(await serve(set), set.caBundle, 'other.my-ns.svc');
    expect(await askVersion(program, config)).toContain(
      'certificate is valid for my-aa.my-ns.svc, my-aa, my-aa.my-ns, my-aa.my-ns.svc.cluster.local, not other.my-ns.svc',
    );
  });
});
