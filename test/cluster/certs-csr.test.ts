import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runMain } from '../support/run-main.ts';
import { tempDir } from '../support/temp-dir.ts';
import { kubectl } from './kubectl.ts';

const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;
const SERVICE = ['--service', 'aa', '--namespace', 'ns'];

describeControlPlanes('kx certs csr', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  it.skipIf(!HAS_OPENSSL)('makes a request that the API server takes and a signer signs', async () => {
    const cwd = tempDir();
    const done = async (words: readonly string[]) => {
      const { exitCode, stdout, stderr } = await kubectl(controlPlane(), words);
      expect(exitCode, stderr).toBe(0);
      return stdout;
    };
    const signer = ['--emit', 'csr', '--signer-name', 'example.com/my-ca', '--days', '30'];
    const { stderr } = await runMain(['certs', 'csr', ...SERVICE, ...signer], { cwd });
    expect((await runMain(['certs', 'gen', ...SERVICE, '--out', 'ca'], { cwd })).status).toBe(0);
    await done(['apply', '-f', join(cwd, 'certs/csr.yaml')]);
    const text = readFileSync(join(cwd, 'certs/csr.yaml'), 'utf8');
    const legacy = text
      .replace('example.com/my-ca', 'kubernetes.io/legacy-unknown')
      .replace('aa.ns', 'legacy');
    const refused = await kubectl(controlPlane(), ['create', '-f', '-'], { stdin: legacy });
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('legacy')]);
    await done(['certificate', 'approve', 'aa.ns']);
    const certificate = sign(cwd);
    const status = JSON.stringify({ status: { certificate: Buffer.from(certificate).toString('base64') } });
    await done(['patch', 'csr', 'aa.ns', '--subresource=status', '--type=merge', '-p', status]);
    const got = await done(['get', 'csr', 'aa.ns', '-o', 'jsonpath={.status.certificate}']);
    expect(stderr).toContain(
      "kubectl get csr aa.ns -o jsonpath='{.status.certificate}' | base64 -d > certs/tls.crt",
    );
    const leaf = new X509Certificate(Buffer.from(got, 'base64'));
    expect(leaf.checkPrivateKey(createPrivateKey(readFileSync(join(cwd, 'certs/tls.key'))))).toBe(true);
    expect(leaf.checkHost('aa.ns.svc')).toBe('aa.ns.svc');
  });
});

/** What a signer does, with the CA of kx certs gen. */
function sign(cwd: string): string {
  const args = [
    'x509',
    '-req',
    '-in',
    'certs/tls.csr',
    '-CA',
    'ca/ca.crt',
    '-CAkey',
    'ca/ca.key',
    '-days',
    '9',
  ];
  const { stdout, stderr } = spawnSync('openssl', [...args, '-copy_extensions', 'copyall'], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toContain('ok');
  return stdout;
}
