import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { clusterCrdCommand, crdCommand } from '../conformance/scaffold-flags.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { kubectl } from './kubectl.ts';
import { type Command, COMMANDS } from './kubectl-commands.ts';

/** Commands whose output is another, and why. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([]);

/** What differs between two runs of the same thing, or between two readings of a clock. */
const NORMALISED: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gu, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/gu, 'TIME'],
  [/((?:resourceVersion|Resource Version)"?: *)"?\d+"?/gu, '$1VERSION'],
  [/\/tmp\/(?:LIVE|MERGED)-\d+\S*\s+\S+ \S+ \S+/gu, 'FILE'],
  [/(LIVE|MERGED)-\d+/gu, '$1'],
  [/\b\d+(?:ms|s)\b/gu, 'AGE'],
];

describeControlPlanes('kubectl at a CRD and at a scaffolded server', ({ version }) => {
  const controlPlane = useControlPlane({ version, withControllerManager: true });

  it('says the same', async () => {
    const plane = controlPlane();
    const ofCrd = await atCrd(plane);
    const startable = scaffoldServer(TYPESCRIPT_MEMORY, join(plane.dir, 'scaffolded'));
    const subject = await startAggregatedSubject(startable, { controlPlane: plane, hasControllers: true });
    try {
      const ofServer = await runAll(plane, 'at-server');
      if (process.env.KX_DUMP) { const {writeFileSync}=await import("node:fs"); writeFileSync("/tmp/kx/crd.txt", ofCrd.join("\n====\n")); writeFileSync("/tmp/kx/aa.txt", ofServer.join("\n====\n")); }
      const differing = COMMANDS.filter((_, index) => ofCrd[index] !== ofServer[index]);
      expect(differing.map(({ line }) => line).toSorted()).toEqual([...OTHERWISE.keys()].toSorted());
    } finally {
      await subject.stop();
    }
  });
});

async function atCrd(plane: ControlPlane): Promise<readonly string[]> {
  const made = [crdCommand(join(plane.dir, 'crd')), clusterCrdCommand(join(plane.dir, 'class'))];
  for (const command of made) expect(runKx(command).status).toBe(0);
  const files = ['crd', 'class'].flatMap((name) => ['-f', join(plane.dir, name, 'crd.yaml')]);
  await succeed(plane, ['create', ...files]);
  await succeed(plane, ['wait', '--for=condition=Established', ...files]);
  const outputs = await runAll(plane, 'at-crd');
  await succeed(plane, ['delete', ...files]);
  return outputs;
}

async function runAll(plane: ControlPlane, namespace: string): Promise<readonly string[]> {
  await succeed(plane, ['create', 'namespace', namespace]);
  const outputs: string[] = [];
  for (const command of COMMANDS) outputs.push(await output(plane, namespace, command));
  return outputs;
}

async function output(plane: ControlPlane, namespace: string, { line, stdin = '' }: Command): Promise<string> {
  const cache = join(plane.dir, `cache-${namespace}`);
  const args = [...line.split(' '), `--namespace=${namespace}`, `--cache-dir=${cache}`];
  const { exitCode, stdout, stderr } = await kubectl(plane, args, { stdin });
  const text = NORMALISED.reduce((so, [pattern, by]) => so.replaceAll(pattern, by), `${stdout}${stderr}`);
  return `${line}\n${exitCode}\n${text.replaceAll(namespace, 'NAMESPACE')}`;
}

async function succeed(plane: ControlPlane, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await kubectl(plane, args);
  expect(exitCode, stderr).toBe(0);
}
