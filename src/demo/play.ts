import { CancelledError, FailedError } from '../errors.ts';
import { runKx } from './run-kx.ts';
import { runNode, startNode } from './run-node.ts';
import { showFile } from './show-file.ts';
import { type Stage, tell } from './stage.ts';
import { freePort, waitForPort } from './wait-for-port.ts';

const WIDGETS = '/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets';

/** Plays the whole story: two ways to extend the Kubernetes API, and what lies between kubectl and a server. */
export async function play(stage: Stage): Promise<void> {
  await describeKind(stage);
  await scaffoldServer(stage);
  const port = await freePort();
  await withServer(stage, port, async () => {
    await walkDiscovery(stage, port);
    await useObjects(stage, port);
    await refuseStranger(stage, port);
  });
}

async function describeKind(stage: Stage): Promise<void> {
  tell(
    stage,
    '1. A CRD is data: kube-apiserver stores and serves the new kind, no server of yours is needed.',
  );
  const fields = ['spec.cronSpec:string!', 'spec.image:string', 'spec.replicas:int32=1'];
  await runKx(stage, [
    ...['scaffold', 'crd', 'crontabs.stable.example.com', '--kind', 'CronTab', '--short-name', 'ct'],
    ...fields.flatMap((field) => ['--field', field]),
  ]);
  showFile(stage, 'crontabs.stable.example.com/samples/full.yaml');
}

async function scaffoldServer(stage: Stage): Promise<void> {
  tell(
    stage,
    '2. An extension API server is a program: it answers for its own group and may store anywhere.',
  );
  await runKx(stage, [
    ...['scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--short-name', 'wd'],
    ...['--field', 'spec.size:int32=1{min=1,max=10}', '--field', 'spec.colour:string{enum=red|green|blue}'],
  ]);
  tell(
    stage,
    '3. kube-apiserver trusts its certificate by the caBundle; users show certificates of the same CA.',
  );
  await runKx(stage, [
    ...['certs', 'gen', '--profile', 'client', '--cn', 'alice', '--org', 'demo:viewers', '--out', 'alice'],
    ...['--ca-cert', 'my-aa/certs/ca.crt', '--ca-key', 'my-aa/certs/ca.key'],
  ]);
}

async function withServer(stage: Stage, port: number, scene: () => Promise<void>): Promise<void> {
  tell(stage, '4. The server starts: TLS, authentication by client certificates, objects in memory.');
  const certs = 'my-aa/certs';
  const server = startNode(
    stage,
    [
      'my-aa/src/main.ts',
      ...[
        `--secure-port=${port}`,
        `--tls-cert-file=${certs}/tls.crt`,
        `--tls-private-key-file=${certs}/tls.key`,
      ],
      `--client-ca-file=${certs}/ca.crt`,
    ],
    ' &',
  );
  try {
    const stillRuns = () => server.child.exitCode === null && server.child.signalCode === null;
    const listens = await waitForPort({ port, stillRuns, signal: stage.io.signal });
    if (stage.io.signal.aborted) throw new CancelledError('cancelled');
    if (!listens) {
      await server.stop();
      stage.io.stderr.write((await server.ended).output);
      throw new FailedError('the demo stopped: its server did not start');
    }
    await scene();
  } finally {
    await server.stop();
  }
}

async function walkDiscovery(stage: Stage, port: number): Promise<void> {
  tell(stage, '5. Discovery, as kubectl does it, each request logged: here the server is asked directly.');
  await runKx(stage, [
    ...['discover', '--verbose', '--kubeconfig', 'my-aa/kubeconfig', '--server', `https://localhost:${port}`],
    ...['-o', 'wide'],
  ]);
}

async function useObjects(stage: Stage, port: number): Promise<void> {
  tell(stage, '6. An object is watched, created and read, as any client does it.');
  const request = requestWords(port);
  const watch = startNode(stage, [...request, 'WATCH', WIDGETS, '--count=1', '--timeout=15'], ' &');
  try {
    await runNode(stage, [...request, 'POST', WIDGETS, 'my-aa/samples/widget.json']);
    await runNode(stage, [...request, 'GET', `${WIDGETS}/widget-full`]);
    const { output } = await watch.ended;
    stage.io.stdout.write(`the watch, meanwhile:\n${output}`);
  } finally {
    await watch.stop();
  }
}

async function refuseStranger(stage: Stage, port: number): Promise<void> {
  tell(
    stage,
    '7. Alice shows a certificate of the same CA: the server knows her, and she may do nothing yet.',
  );
  const alice = ['--cert=alice/tls.crt', '--key=alice/tls.key'];
  await runNode(stage, [...requestWords(port), 'GET', WIDGETS, ...alice], 1);
}

function requestWords(port: number): readonly string[] {
  return ['my-aa/scripts/request.ts', `--server=https://localhost:${port}`];
}
