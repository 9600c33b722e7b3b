import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useClientNode } from '../clients/client-node.ts';
import { crdCommand } from '../conformance/scaffold-flags.ts';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import { SERVERS } from '../conformance/servers/all-servers.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { go, HAS_GO } from './go-command.ts';
import { kubectl } from './kubectl.ts';

const GO_CLIENTS = fileURLToPath(new URL('../clients/go', import.meta.url));
const TRIALS = ['informers', 'metadata', 'writes', 'controller'].map((name) => `ok ${name}\n`).join('');

/** Whether informers are filled by a watch, as clients of 1.35 begin to do, or by a list. */
const WATCH_LIST = ['true', 'false'] as const;

const KINDS = SERVERS.filter(({ needsGo }) => needsGo !== true || HAS_GO);

describeControlPlanes(
  'clients that know of no scaffolded server',
  ({ version }) => {
    const controlPlane = useControlPlane({ version, withControllerManager: true });

    it('work with custom resources', { timeout: 240_000 }, async () => {
      const plane = controlPlane();
      expect(runKx(crdCommand(join(plane.dir, 'crd'))).status).toBe(0);
      const file = ['-f', join(plane.dir, 'crd/crd.yaml')];
      await succeed(plane, ['create', ...file]);
      await succeed(plane, ['wait', '--for=condition=Established', ...file]);
      await everyClient(plane, 'with-crd');
      await succeed(plane, ['delete', ...file]);
    });

    describe.each(KINDS)('work in the same way with: $title', (kind) => {
      it('through the aggregator', { timeout: 240_000 }, async () => {
        const plane = controlPlane();
        const startable = scaffoldServer(kind, join(plane.dir, kind.id));
        const subject = await startAggregatedSubject(startable, {
          controlPlane: plane,
          hasControllers: true,
        });
        try {
          await everyClient(plane, `with-${kind.id}`);
        } finally {
          await subject.stop();
        }
      });
    });
  },
  { oneIsEnough: true },
);

/** Each in a namespace of its own, all at once. */
async function everyClient(plane: ControlPlane, name: string): Promise<void> {
  const program = join(plane.dir, 'clients');
  if (HAS_GO) go(GO_CLIENTS, 'build', '-o', program, '.');
  const inNamespace = async (client: string, use: (namespace: string) => Promise<void>) => {
    const namespace = `${name}-${client}`;
    await succeed(plane, ['create', 'namespace', namespace]);
    await use(namespace);
  };
  await Promise.all([
    inNamespace('node', (namespace) => useClientNode(plane.kubeconfig, namespace)),
    ...(HAS_GO ? WATCH_LIST : []).map((isOn) =>
      inNamespace(`go-${isOn}`, async (namespace) => {
        const env = { ...process.env, KUBE_FEATURE_WatchListClient: isOn };
        expect(await outputOf(program, [plane.kubeconfig, namespace], env)).toEqual([0, TRIALS, '']);
      }),
    ),
  ]);
}

async function outputOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return [exitCode, stdout, stderr];
}

async function succeed(plane: ControlPlane, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await kubectl(plane, args);
  expect(exitCode, stderr).toBe(0);
}
