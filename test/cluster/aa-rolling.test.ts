import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_VERSION, BASE, FIXTURE } from '../conformance/fixture.ts';
import { PROJECT } from '../conformance/scaffold-flags.ts';
import { wordsOf } from '../conformance/servers/program.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { type Started, startProcess, untilReady } from '../conformance/servers/start-process.ts';
import { typescriptEtcd } from '../conformance/servers/typescript-etcd.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { freePorts } from '../controlplane/free-ports.ts';
import { type Etcd, startEtcd } from '../controlplane/start-etcd.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';
import { startSteadyWriter } from './steady-writer.ts';

const NAMESPACE = `${PROJECT}-system`;
const WIDGETS = `${BASE}/namespaces/default/${FIXTURE.plural}`;

/** The API server takes no address of the loopback interface for an endpoint. */
const [address] = Object.values(networkInterfaces())
  .flat()
  .filter((each) => each?.family === 'IPv4' && !each.internal)
  .map((each) => each?.address);

/** One of two servers behind a Service, as a pod would be. */
type Replica = { readonly name: string; readonly port: number; process: Started };

describeControlPlanes(
  'two replicas behind the aggregator',
  ({ version, dir: binaries }) => {
    const apiServerFlags = ['--enable-aggregator-routing=true'];
    const controlPlane = useControlPlane({ version, apiServerFlags });
    const directory = mkdtempSync(join(tmpdir(), 'kx-rolling-'));
    let etcd: Etcd;
    let project = '';
    let start = (_port: number): Started => {
      throw new Error('nothing is scaffolded yet');
    };

    const succeed = async (args: readonly string[], stdin = ''): Promise<string> => {
      const { exitCode, stdout, stderr } = await kubectl(controlPlane(), args, { stdin });
      expect(exitCode, `kubectl ${args.join(' ')}: ${stdout}${stderr}`).toBe(0);
      return stdout;
    };
    /** What the controllers of a cluster do when a pod becomes ready. */
    const route = ({ name, port }: Replica) =>
      succeed(['apply', '-f', '-'], JSON.stringify(sliceOf(name, port)));
    /** And when it is to end: other components need a moment to hear of it. */
    const unroute = async ({ name }: Replica): Promise<void> => {
      await succeed(['delete', 'endpointslice', name, '-n', NAMESPACE]);
      await sleep(1_000);
    };

    beforeAll(async () => {
      etcd = await startEtcd({ binaries });
      const startable = scaffoldServer(typescriptEtcd(etcd.servers), directory);
      project = startable.project;
      const { frontProxy, clientCaFile } = controlPlane();
      start = (port) =>
        startProcess(
          startable.program,
          wordsOf({
            'secure-port': String(port),
            'tls-cert-file': 'certs/tls.crt',
            'tls-private-key-file': 'certs/tls.key',
            'client-ca-file': clientCaFile,
            'requestheader-client-ca-file': frontProxy.caFile,
            'requestheader-allowed-names': 'front-proxy-client',
            ...startable.storageFlags(directory),
          }),
        );
      const manifests = ['access/namespace', 'service', 'apiservice'].map((name) =>
        readFileSync(join(project, 'deploy', `${name}.yaml`), 'utf8'),
      );
      await succeed(['apply', '-f', '-'], manifests.join('\n---\n'));
    });
    afterAll(async () => {
      await etcd?.stop();
      rmSync(directory, { recursive: true });
    });

    it.skipIf(address === undefined)(
      'serve on while one restarts and the other is killed',
      { timeout: 180_000 },
      async () => {
        const [a, b] = await Promise.all(
          (await freePorts(2)).map(async (port, index): Promise<Replica> => {
            const replica = { name: `replica-${index}`, port, process: start(port) };
            await untilReady(replica.process, async () =>
              replica.process.output().includes('Serving securely'),
            );
            await route(replica);
            return replica;
          }),
        );
        if (a === undefined || b === undefined) throw new Error('there are no two replicas');
        const service = `${FIXTURE.version}.${FIXTURE.group}`;
        await succeed(['wait', '--for=condition=Available', `apiservice/${service}`, '--timeout=60s']);
        const writer = await startSteadyWriter({
          endpoint: endpointOf(controlPlane()),
          path: WIDGETS,
          objectOf: (name) => ({ apiVersion: API_VERSION, kind: FIXTURE.kind, metadata: { name } }),
        });
        await sleep(3_000);

        await unroute(a);
        a.process.signal('SIGTERM');
        expect(await a.process.ended).toBe(0);
        a.process = start(a.port);
        await untilReady(a.process, async () => a.process.output().includes('Serving securely'));
        await route(a);
        await sleep(3_000);

        await unroute(b);
        b.process.signal('SIGKILL');
        await sleep(3_000);
        await writer.stop();

        expect(writer.failures).toEqual([]);
        expect(writer.created.length).toBeGreaterThan(20);
        const { items } = JSON.parse(await succeed(['get', FIXTURE.plural, '-o', 'json']));
        const names: readonly string[] = items.map(
          (item: { metadata: { name: string } }) => item.metadata.name,
        );
        expect(names.filter((name) => name !== 'counter').sort()).toEqual([...writer.created].sort());
        const counter = items.find(
          (item: { metadata: { name: string } }) => item.metadata.name === 'counter',
        );
        expect(Object.keys(counter.metadata.annotations)).toHaveLength(writer.counted());
        expect([...writer.seen].sort()).toEqual([...writer.created].sort());
        expect(writer.rewatched()).toBeGreaterThan(0);
        a.process.signal('SIGTERM');
        await a.process.ended;
      },
    );
  },
  { oneIsEnough: true },
);

const sliceOf = (name: string, port: number) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name, namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': PROJECT } },
  addressType: 'IPv4',
  endpoints: [{ addresses: [address], conditions: { ready: true, serving: true } }],
  ports: [{ name: 'https', port, protocol: 'TCP' }],
});
