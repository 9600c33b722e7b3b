// One process, two versions of a kind: each is registered by an APIService of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { freePorts } from '../controlplane/free-ports.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { nodeOfVersion } from '../support/node-version.ts';
import { runKx } from '../support/run-kx.ts';
import { kubectl } from './kubectl.ts';

const GROUP = 'stable.example.com';

describeControlPlanes('a server of two versions', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  let server: ChildProcess | undefined;
  let project = '';
  const printed: string[] = [];

  const succeed = async (args: readonly string[], stdin = '') => {
    const { exitCode, stdout, stderr } = await kubectl(controlPlane(), args, { stdin });
    expect(exitCode, `${args.join(' ')}: ${stdout}${stderr}${printed.join('')}`).toBe(0);
    return stdout;
  };

  beforeAll(async () => {
    const { dir, kubeconfig } = controlPlane();
    project = join(dir, 'crontabs');
    const from = ['--from', 'test/golden/aa-from-crds/crds.yaml', '--out', project];
    const { status, stderr } = runKx(['scaffold', 'aa', 'crontabs', ...from]);
    expect(status, stderr).toBe(0);
    const [port = 0] = await freePorts(1);
    const pair = ['--tls-cert-file=certs/tls.crt', '--tls-private-key-file=certs/tls.key'];
    const flags = [`--secure-port=${port}`, ...pair, `--kubeconfig=${kubeconfig}`];
    server = spawn(nodeOfVersion('24.21.0'), ['src/main.ts', ...flags], { cwd: project });
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    }
    const manifests = await succeed(['kustomize', join(project, 'deploy/local')]);
    await succeed(['apply', '-f', '-'], manifests.replaceAll('port: 8443', `port: ${port}`));
    const services = ['v1', 'v1beta1'].map((each) => `apiservice/${each}.${GROUP}`);
    await succeed(['wait', '--for=condition=Available', ...services, '--timeout=60s']);
  });

  afterAll(async () => {
    if (server?.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  });

  it('is preferred by kube-apiserver and kubectl in the version that comes first', async () => {
    const { preferredVersion, versions } = JSON.parse(await succeed(['get', '--raw', `/apis/${GROUP}`]));
    expect(preferredVersion.version).toBe('v1');
    expect(versions.map((each: { readonly version: string }) => each.version)).toEqual(['v1', 'v1beta1']);
    for (const name of ['cron-tab', 'cron-tab.v1beta1']) {
      await succeed(['create', '-f', join(project, 'samples', `${name}.json`)]);
    }
    const versionsOf = async (resource: string) =>
      JSON.parse(await succeed(['get', resource, '-o', 'json'])).items.map(
        ({ apiVersion }: { readonly apiVersion: string }) => apiVersion,
      );
    expect(await versionsOf('crontabs')).toEqual([`${GROUP}/v1`, `${GROUP}/v1`]);
    expect(await versionsOf(`crontabs.v1beta1.${GROUP}`)).toEqual([`${GROUP}/v1beta1`, `${GROUP}/v1beta1`]);
  });
});
