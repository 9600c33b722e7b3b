import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { freePorts } from '../controlplane/free-ports.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { nodeOfVersion } from '../support/node-version.ts';
import { runMain } from '../support/run-main.ts';
import { kubectl } from './kubectl.ts';
import { type ReloadingServer, serialIn, startReloadingServer } from './reloading-server.ts';
import { type SteadyClient, shownSerial, startSteadyClient } from './steady-client.ts';

const SCAFFOLD = ['scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--no-certs'];
const SERVICE = ['--service', 'my-aa', '--namespace', 'my-aa-system'];
const SERVED_NAME = 'my-aa.my-aa-system.svc';
/** What both clients must have got before the next stage. */
const REQUESTS = 60;

const apiServiceOf = (group: string, port: number, caBundle: string) => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `v1.${group}` },
  spec: {
    group,
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: 'my-aa', namespace: 'my-aa-system', port },
    caBundle,
  },
});

describeControlPlanes('kx certs renew and rotate', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const servers: ReloadingServer[] = [];
  const clients: SteadyClient[] = [];
  const ports: number[] = [];
  let scaffolded: ChildProcess;
  let project = '';

  const certs = () => join(project, 'certs');
  const kx = async (...args: readonly string[]) => {
    const ran = await runMain(args, { cwd: project, now: () => new Date() });
    expect(ran.status, ran.stderr).toBe(0);
    return ran.stdout;
  };
  const apply = async (...objects: readonly object[]) => {
    const stdin = objects.map((object) => JSON.stringify(object)).join('\n---\n');
    const { exitCode, stderr } = await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin });
    expect(exitCode, stderr).toBe(0);
  };
  const patch = async (name: string, caBundle: string) => {
    const body = JSON.stringify({ spec: { caBundle } });
    const { exitCode, stderr } = await kubectl(controlPlane(), ['patch', 'apiservice', name, '-p', body]);
    expect(exitCode, stderr).toBe(0);
  };
  const answers = async (path: string) =>
    (await kubectl(controlPlane(), ['get', '--raw', path])).exitCode === 0;

  /** Both servers show the certificate of the directory, and clients went on meanwhile. */
  const settled = async () => {
    const wanted = serialIn(certs());
    for (const port of ports) {
      await expect.poll(() => shownSerial(port, SERVED_NAME), { timeout: 20_000 }).toBe(wanted);
    }
    const before = clients.map(({ good, failures }) => good() + failures.length);
    await expect
      .poll(
        () =>
          clients.every(({ good, failures }, n) => good() + failures.length >= (before[n] ?? 0) + REQUESTS),
        {
          timeout: 20_000,
        },
      )
      .toBe(true);
    expect(clients.flatMap(({ failures }) => failures)).toEqual([]);
  };

  /** Gives the bundle to kube-apiserver; a third group, whose server has the new CA already, tells when it has it. */
  const giveBundle = async (probe?: { readonly group: string; readonly port: number }) => {
    const caBundle = (await kx('certs', 'bundle', 'certs/ca.crt', '-q')).trim();
    await patch('v1alpha1.demo.kx.dev', caBundle);
    await patch('v1.small.kx.dev', caBundle);
    if (probe === undefined) return;
    await apply(apiServiceOf(probe.group, probe.port, caBundle));
    await expect.poll(() => answers(`/apis/${probe.group}/v1`), { timeout: 30_000 }).toBe(true);
  };

  beforeAll(async () => {
    const { dir, frontProxy, clientCaFile } = controlPlane();
    project = join(dir, 'my-aa');
    const made = await runMain(SCAFFOLD, { cwd: dir, now: () => new Date() });
    expect(made.status, made.stderr).toBe(0);
    await kx('certs', 'gen', ...SERVICE, '--dns', 'localhost', '--ip', '127.0.0.1');
    const [port = 0] = await freePorts(1);
    const flags = [
      `--secure-port=${port}`,
      '--tls-cert-file=certs/tls.crt',
      '--tls-private-key-file=certs/tls.key',
      `--client-ca-file=${clientCaFile}`,
      `--requestheader-client-ca-file=${frontProxy.caFile}`,
      '--requestheader-allowed-names=front-proxy-client',
    ];
    scaffolded = spawn(nodeOfVersion('22.23.3'), ['src/main.ts', ...flags], {
      cwd: project,
      stdio: 'ignore',
    });
    const small = await startReloadingServer(certs());
    servers.push(small);
    ports.push(port, small.port);
    const manifests = ['access/namespace', 'local/service', 'local/apiservice', 'access/users'].map((name) =>
      readFileSync(join(project, 'deploy', `${name}.yaml`), 'utf8'),
    );
    const stdin = manifests.join('---\n').replace(/port: 8443/, `port: ${port}`);
    const applied = await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin });
    expect(applied.exitCode, applied.stderr).toBe(0);
    const caBundle = (await kx('certs', 'bundle', 'certs/ca.crt')).trim();
    await patch('v1alpha1.demo.kx.dev', caBundle);
    await apply(apiServiceOf('small.kx.dev', small.port, caBundle));
    const names = ['apiservice/v1alpha1.demo.kx.dev', 'apiservice/v1.small.kx.dev'];
    const waited = ['wait', '--for=condition=Available', ...names, '--timeout=60s'];
    expect((await kubectl(controlPlane(), waited)).exitCode).toBe(0);
  }, 180_000);

  afterAll(async () => {
    await Promise.all(clients.map(({ stop }) => stop()));
    for (const server of servers) server.close();
    if (scaffolded.exitCode !== null) return;
    scaffolded.kill('SIGTERM');
    await once(scaffolded, 'exit');
  });

  it('fail no request of clients that ask 20 times a second', { timeout: 170_000 }, async () => {
    const paths = ['/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets', '/apis/small.kx.dev/v1'];
    for (const path of paths) {
      await expect.poll(() => answers(path), { timeout: 30_000 }).toBe(true);
      clients.push(startSteadyClient(controlPlane(), path));
    }
    await settled();
    await kx('certs', 'renew', 'certs');
    await settled();

    await kx('certs', 'rotate', 'certs', '--stage', 'prepare');
    const next = ['--ca-cert', 'certs/next/ca.crt', '--ca-key', 'certs/next/ca.key', '--out', 'probe'];
    await kx('certs', 'gen', ...SERVICE, ...next);
    const probe = await startReloadingServer(join(project, 'probe'));
    servers.push(probe);
    await giveBundle({ group: 'probe.kx.dev', port: probe.port });
    await settled();

    await kx('certs', 'rotate', 'certs', '--stage', 'switch');
    await settled();
    for (const port of ports) {
      const live = ['--live', `127.0.0.1:${port}`, '--ca', 'certs/next/ca.crt', ...SERVICE];
      await kx('certs', 'verify', ...live);
    }

    await kx('certs', 'rotate', 'certs', '--stage', 'finish');
    await giveBundle();
    await settled();
    await kx('certs', 'renew', 'certs', '--ca');
    await settled();
    expect(clients.every(({ good }) => good() >= 6 * REQUESTS)).toBe(true);
  });

  it('would be seen to fail some where the CA is changed in one step', async () => {
    const [, small] = clients;
    expect(small?.failures).toEqual([]);
    await kx('certs', 'gen', ...SERVICE, '--force');
    await expect.poll(() => small?.failures.length, { timeout: 30_000 }).toBeGreaterThan(0);
    expect(small?.failures[0]).toContain('503');
  });
});
