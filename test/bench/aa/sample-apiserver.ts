import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { freePorts } from '../../controlplane/free-ports.ts';
import { startControlPlane } from '../../controlplane/start-control-plane.ts';
import { ended, started } from './started.ts';
import type { Subject } from './subject.ts';

/**
 * k8s.io/sample-apiserver with the etcd of a control plane, which it asks who may do what: it does not start without.
 *
 * @returns undefined where there is no Go to build it, or no control plane
 */
export async function startSampleApiServer(): Promise<Subject | undefined> {
  const program = builtSampleApiServer();
  const controlPlane = await startControlPlane().catch(() => undefined);
  if (program === undefined || controlPlane === undefined) return undefined;
  const { adminClient, kubeconfig, dir } = controlPlane;
  const [port = 0] = await freePorts(1);
  const kubeconfigs = ['', 'authentication-', 'authorization-'].map(
    (prefix) => `--${prefix}kubeconfig=${kubeconfig}`,
  );
  const flags = [
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    `--etcd-servers=${controlPlane.etcd}`,
    `--cert-dir=${join(dir, 'sample')}`,
    '--enable-priority-and-fairness=false',
  ];
  const { child } = await started([program, ...flags, ...kubeconfigs], {
    cwd: dir,
    ready: /Serving securely on/,
  });
  return {
    name: 'sample-apiserver',
    port,
    collection: '/apis/wardle.example.com/v1alpha1/namespaces/default/flunders',
    apiVersion: 'wardle.example.com/v1alpha1',
    kind: 'Flunder',
    caFile: controlPlane.serverCaFile,
    certFile: adminClient.certFile,
    keyFile: adminClient.keyFile,
    process: child,
    etcd: controlPlane.etcd,
    stop: async () => {
      await ended(child);
      await controlPlane.stop();
    },
  };
}

function builtSampleApiServer(): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kx', 'peers');
  const program = join(cache, 'sample-apiserver-0.36.3');
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, CGO_ENABLED: '0', PATH: `${process.env['PATH']}:/usr/local/go/bin` };
  spawnSync('go', ['build', '-trimpath', '-o', program, '.'], {
    cwd: 'test/bench/aa/sample-apiserver',
    env,
    stdio: 'inherit',
  });
  return existsSync(program) ? program : undefined;
}
