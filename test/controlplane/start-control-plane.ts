import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import {
  apiServerFlags,
  type ComponentSettings,
  controllerManagerFlags,
  etcdFlags,
} from './component-flags.ts';
import { type Components, superviseComponents } from './components.ts';
import type { ControlPlane, ControlPlaneOptions } from './control-plane.ts';
import { freePorts } from './free-ports.ts';
import { type ApiClient, get } from './get.ts';
import { installedControlPlanes } from './installed.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { logTail } from './log-tail.ts';
import { createPki } from './pki.ts';
import { waitUntil } from './wait-until.ts';

// Slow CI machines were seen to need 35 s: https://github.com/kubernetes/kubernetes/pull/137743
const startBudget = 120_000;
const attempts = 3;

/**
 * Starts a control plane on free ports of 127.0.0.1 and resolves when it is ready: `/readyz` is ok and the
 * namespace `default` is there, and with a controller manager its service account too. What it started ends
 * with this process at the latest, also when that is killed.
 *
 * @throws Error when no such version is installed, or with the end of the log of the component that failed.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await binariesOf(options);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(binaries, options);
    } catch (error) {
      // Ports are chosen before they are listened on, so another process may have taken one.
      if (attempt === attempts || !String(error).includes('address already in use')) throw error;
    }
  }
}

async function binariesOf({ version, env = process.env }: ControlPlaneOptions): Promise<Binaries> {
  const installed = await installedControlPlanes(env);
  const found = installed.findLast((binaries) => version === undefined || binaries.version === version);
  if (found !== undefined) return found;
  const wanted =
    version === undefined ? 'no control plane is installed' : `no control plane ${version} is installed`;
  const others = installed.map(({ gitVersion, dir }) => `${gitVersion} in ${dir}`).join(', ') || 'none';
  throw new Error(`${wanted} (there is: ${others}); npm run test:cluster builds it`);
}

async function startOnce(binaries: Binaries, options: ControlPlaneOptions): Promise<ControlPlane> {
  const dir = await mkdtemp(join(tmpdir(), 'kx-control-plane-'));
  const components = superviseComponents(binaries.dir, dir);
  try {
    const settings = await prepare(dir);
    const controlPlane = describeControlPlane(binaries, settings, components.stop);
    await startComponents(components, settings, { ...options, controlPlane });
    return controlPlane;
  } catch (error) {
    await components.stop();
    throw error;
  }
}

async function prepare(dir: string): Promise<ComponentSettings> {
  const [pki, [etcdPort = 0, apiServerPort = 0]] = await Promise.all([
    createPki(join(dir, 'pki')),
    freePorts(2),
  ]);
  return { dir, pki, etcdPort, apiServerPort };
}

function describeControlPlane(
  { version, gitVersion, dir: binariesDir }: Binaries,
  { dir, pki, etcdPort, apiServerPort }: ComponentSettings,
  stop: () => Promise<void>,
): ControlPlane {
  return {
    version,
    gitVersion,
    server: `https://127.0.0.1:${apiServerPort}`,
    etcd: `http://127.0.0.1:${etcdPort}`,
    kubeconfig: join(dir, 'kubeconfig'),
    kubectl: join(binariesDir, 'kubectl'),
    dir,
    adminClient: pki.admin,
    frontProxy: { caFile: pki.frontProxyCa.certFile, ...pki.frontProxyClient },
    clientCaFile: pki.ca.certFile,
    serverCaFile: pki.ca.certFile,
    stop,
  };
}

async function startComponents(
  components: Components,
  settings: ComponentSettings,
  options: ControlPlaneOptions & { readonly controlPlane: ControlPlane },
): Promise<void> {
  const { dir, pki } = settings;
  const { server, kubeconfig, adminClient, serverCaFile: caFile } = options.controlPlane;
  const until = startDeadline(components, dir);
  const exists = async (path: string) => {
    const admin: ApiClient = { server, caFile, client: adminClient };
    return (await get(admin, path)).status === 200;
  };
  components.start('etcd', etcdFlags(settings));
  components.start('kube-apiserver', [...apiServerFlags(settings), ...(options.apiServerFlags ?? [])]);
  await writeKubeconfig(kubeconfig, { server, caFile, client: adminClient });
  await waitUntil(() => exists('/readyz'), until);
  await waitUntil(() => exists('/api/v1/namespaces/default'), until);
  if (!options.withControllerManager) return;
  const own = join(dir, 'controller-manager.kubeconfig');
  await writeKubeconfig(own, { server, caFile, client: pki.controllerManager });
  components.start('kube-controller-manager', controllerManagerFlags(pki, own));
  await waitUntil(() => exists('/api/v1/namespaces/default/serviceaccounts/default'), until);
}

function startDeadline({ failed }: Components, dir: string): AbortSignal {
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    const tails = ['etcd', 'kube-apiserver', 'kube-controller-manager'].map((name) => logTail(dir, name));
    deadline.abort(
      new Error(`the control plane is not ready after ${startBudget / 1000} s. ${tails.join('\n')}`),
    );
  }, startBudget);
  timer.unref();
  return AbortSignal.any([failed, deadline.signal]);
}
