import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clusterCrdCommand, crdCommand } from '../conformance/scaffold-flags.ts';
import { startAggregatedSubject } from '../conformance/servers/aggregated-subject.ts';
import { GO_NET_HTTP } from '../conformance/servers/go-servers.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { HAS_GO } from './go-command.ts';
import { kubectl } from './kubectl.ts';
import { COMMANDS, type Command } from './kubectl-commands.ts';

/** Commands whose output is another, and why. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  [
    'api-resources --api-group=demo.kx.dev -o wide --verbs=delete,deletecollection',
    'the verbs are in the order of the alphabet, as those of all servers but of CRDs',
  ],
  ['explain widgets', 'the kind, and the fields that every object has, are described in other words'],
  [
    'patch widget a --type=json -p [{"op":"test","path":"/spec/size","value":1}]',
    'the operation that failed is named',
  ],
]);

/** What differs between two runs of the same thing, or between two readings of a clock. */
const NORMALISED: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gu, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/gu, 'TIME'],
  [/((?:resourceVersion|Resource Version)"?: *)"?\d+"?/gu, '$1VERSION'],
  [/\/tmp\/(?:LIVE|MERGED)-\d+\S*\s+\S+ \S+ \S+/gu, 'FILE'],
  [/(LIVE|MERGED)-\d+/gu, '$1'],
  [/\b(?:\d+m(?:\d+s)?|\d+(?:ms|s))\b/gu, 'AGE'],
  // What client-go tells of a request that took long.
  [/^I\d{4} .*\n/gmu, ''],
  // They make columns wide or narrow.
  [/\bAGE +/gu, 'AGE '],
];

const PATIENCE = { timeout: 90_000, interval: 500 };

const KINDS = [TYPESCRIPT_MEMORY, ...(HAS_GO ? [GO_NET_HTTP] : [])];

describeControlPlanes(
  'kubectl at a CRD and at a scaffolded server',
  ({ version }) => {
    describe.each(KINDS)('$title', (kind) => {
      const controlPlane = useControlPlane({ version, withControllerManager: true });

      it('says the same', async () => {
        const plane = controlPlane();
        const ofCrd = await atCrd(plane);
        const startable = scaffoldServer(kind, join(plane.dir, 'scaffolded'));
        const subject = await startAggregatedSubject(startable, {
          controlPlane: plane,
          hasControllers: true,
        });
        try {
          const ofServer = await runAll(plane, 'at-server');
          const isKnown = (_: string, index: number) => OTHERWISE.has(COMMANDS[index]?.line ?? '');
          const isNot = (text: string, index: number) => !isKnown(text, index);
          expect(ofServer.filter(isNot)).toEqual(ofCrd.filter(isNot));
          // In Go some of them are the same.
          if (kind !== TYPESCRIPT_MEMORY) return;
          for (const text of ofServer.filter(isKnown)) expect(ofCrd).not.toContain(text);
        } finally {
          await subject.stop();
        }
      });
    });
  },
  { oneIsEnough: true },
);

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
  for (const kind of ['widgets', 'widgetclasses']) await isExplained(plane, kind);
  await succeed(plane, ['create', 'namespace', namespace]);
  const outputs: string[] = [];
  for (const command of COMMANDS) outputs.push(await output(plane, namespace, command));
  return outputs;
}

// OpenAPI comes a while after a CRD is Established, or a server is Available.
async function isExplained(plane: ControlPlane, kind: string): Promise<void> {
  await expect.poll(async () => (await kubectl(plane, ['explain', kind])).exitCode, PATIENCE).toBe(0);
}

async function output(
  plane: ControlPlane,
  namespace: string,
  { line, stdin = '' }: Command,
): Promise<string> {
  const cache = join(plane.dir, `cache-${namespace}`);
  const args = [...line.split(' '), `--namespace=${namespace}`, `--cache-dir=${cache}`];
  const { exitCode, stdout, stderr } = await kubectl(plane, args, { stdin });
  const printed = inOrder(`${stdout}${stderr}`);
  const text = NORMALISED.reduce((so, [pattern, by]) => so.replaceAll(pattern, by), printed);
  return `${line}\n${exitCode}\n${text.replaceAll(namespace, 'NAMESPACE')}`;
}

/** kube-apiserver finds the problems of one object in random order. */
function inOrder(printed: string): string {
  const lines = printed.split('\n');
  const problems = lines.filter((line) => line.startsWith('* ')).toSorted();
  return lines.map((line) => (line.startsWith('* ') ? (problems.shift() ?? '') : line)).join('\n');
}

async function succeed(plane: ControlPlane, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await kubectl(plane, args);
  expect(exitCode, stderr).toBe(0);
}
