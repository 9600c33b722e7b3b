import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request as startRequest } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCESS_CHECKS } from '../conformance/checks/access.ts';
import type { Endpoint } from '../conformance/exchange.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { freePorts } from '../controlplane/free-ports.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { nodeOfVersion } from '../support/node-version.ts';
import { runKx } from '../support/run-kx.ts';
import { makeCertificates } from '../unit/aa-server/certificates.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

const NAMESPACE = 'my-aa-system';
const BASE = '/apis/demo.kx.dev/v1alpha1';
const WIDGETS = `${BASE}/namespaces/default/widgets`;

// Answers of kube-apiserver hold for ten seconds.
const PATIENCE = { timeout: 30_000, interval: 1_000 };

describeControlPlanes(
  'the scaffolded server that asks kube-apiserver',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const others = makeCertificates();
    const printed: string[] = [];
    let server: ChildProcess | undefined;
    let project = '';
    let port = 0;

    const run = (args: readonly string[], stdin = '') => kubectl(controlPlane(), args, { stdin });
    const succeed = async (args: readonly string[], stdin = '') => {
      const { exitCode, stdout, stderr } = await run(args, stdin);
      expect(exitCode, `kubectl ${args.join(' ')}: ${stdout}${stderr}${printed.join('')}`).toBe(0);
      return stdout;
    };
    const tokenOf = async (name: string, namespace = 'default') =>
      (await succeed(['create', 'token', name, '-n', namespace])).trim();

    /** Straight to the server; gives the status. */
    const ask = (
      path: string,
      headers: Readonly<Record<string, string>>,
      client: { readonly cert?: string; readonly key?: string } = {},
    ): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const ca = readFileSync(join(project, 'certs/ca.crt'));
        const target = { host: '127.0.0.1', port, path, servername: `my-aa.${NAMESPACE}.svc`, agent: false };
        const request = startRequest({ ...target, ...client, ca, headers }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        });
        request.on('error', reject).end();
      });
    const askAs = (token: string, path = WIDGETS, headers = {}) =>
      ask(path, { ...headers, Authorization: `Bearer ${token}` });

    /** The server itself: alice comes as the front proxy has her. */
    const directEndpoint = (): Endpoint => {
      const { adminClient, frontProxy } = controlPlane();
      const agentOf = (client?: { readonly certFile: string; readonly keyFile: string }) =>
        new Agent({
          keepAlive: true,
          ca: readFileSync(join(project, 'certs/ca.crt')),
          servername: `my-aa.${NAMESPACE}.svc`,
          ...(client === undefined
            ? {}
            : { cert: readFileSync(client.certFile), key: readFileSync(client.keyFile) }),
        });
      return {
        url: `https://127.0.0.1:${port}`,
        agents: { admin: agentOf(adminClient), alice: agentOf(frontProxy), nobody: agentOf() },
        headers: {
          admin: {},
          alice: { 'X-Remote-User': 'alice', 'X-Remote-Group': 'system:authenticated' },
          nobody: {},
        },
      };
    };

    /** A kubeconfig for the service account that deploy/local makes. */
    const writeKubeconfig = async (): Promise<string> => {
      const { dir, server: url, serverCaFile } = controlPlane();
      const file = join(dir, 'my-aa.kubeconfig');
      writeFileSync(join(dir, 'my-aa.token'), await tokenOf('my-aa', NAMESPACE));
      writeFileSync(
        file,
        [
          'apiVersion: v1',
          'kind: Config',
          'current-context: here',
          'contexts: [{name: here, context: {cluster: here, user: my-aa}}]',
          `clusters: [{name: here, cluster: {server: "${url}", certificate-authority: "${serverCaFile}"}}]`,
          'users: [{name: my-aa, user: {tokenFile: my-aa.token}}]',
          '',
        ].join('\n'),
      );
      return file;
    };

    const start = (kubeconfig: string): ChildProcess => {
      const pair = ['--tls-cert-file=certs/tls.crt', '--tls-private-key-file=certs/tls.key'];
      const flags = [`--secure-port=${port}`, ...pair, `--kubeconfig=${kubeconfig}`, '-v=2'];
      const child = spawn(nodeOfVersion('22.23.3'), ['src/main.ts', ...flags], { cwd: project });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
      }
      return child;
    };

    beforeAll(async () => {
      const { dir } = controlPlane();
      [port = 0] = await freePorts(1);
      const field = ['--field', 'spec.size:int32=1{min=1,max=10}', '--short-name', 'wd'];
      const command = ['scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', ...field];
      const scaffolded = runKx(command, { cwd: dir });
      expect(scaffolded.status, scaffolded.stderr).toBe(0);
      project = join(dir, 'my-aa');
      const manifests = [
        'access/namespace',
        'local/service',
        'local/apiservice',
        'access/users',
        'access/server',
      ]
        .map((name) => readFileSync(join(project, 'deploy', `${name}.yaml`), 'utf8'))
        .join('---\n')
        .replaceAll(/port: 8443/g, `port: ${port}`);
      await succeed(['apply', '-f', '-'], manifests);
      server = start(await writeKubeconfig());
      await succeed([
        'wait',
        '--for=condition=Available',
        'apiservice/v1alpha1.demo.kx.dev',
        '--timeout=60s',
      ]);
      for (const name of ['reader', 'nobody', 'actor']) await succeed(['create', 'serviceaccount', name]);
      const role = ['create', 'rolebinding', 'reader', '--clusterrole=demo.kx.dev:view'];
      await succeed([...role, '--serviceaccount=default:reader', '--user=carol']);
    });

    afterAll(async () => {
      others.remove();
      if (server === undefined || server.exitCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    });

    it('knows tokens of service accounts, and what RBAC gives them', async () => {
      const reader = await tokenOf('reader');
      await expect.poll(() => askAs(reader), PATIENCE).toBe(200);
      expect(await askAs(reader, `${BASE}/widgets`)).toBe(403);
      expect(await askAs(await tokenOf('nobody'))).toBe(403);
      expect(await askAs(await tokenOf('nobody'), '/apis')).toBe(200);
      expect(await askAs(`${reader}x`)).toBe(401);
      expect(await ask(WIDGETS, {})).toBe(403);
      expect(await ask('/healthz', {})).toBe(200);
    });

    it('does what RBAC says through the aggregator, as kubectl auth can-i foretells', async () => {
      expect((await run(['get', 'wd', '--as=alice'])).stderr).toContain(
        'User "alice" cannot list resource "widgets" in API group "demo.kx.dev" in the namespace "default"',
      );
      await succeed(['create', 'rolebinding', 'alice', '--clusterrole=demo.kx.dev:view', '--user=alice']);
      await expect.poll(async () => (await run(['get', 'wd', '--as=alice'])).exitCode, PATIENCE).toBe(0);
      expect((await run(['auth', 'can-i', 'list', 'widgets.demo.kx.dev', '--as=alice'])).stdout).toBe(
        'yes\n',
      );
      const sample = join(project, 'samples/widget.json');
      expect((await run(['create', '-f', sample, '--as=alice'])).stderr).toContain(
        'User "alice" cannot create',
      );
    });

    it.each(['aggregated', 'direct'] as const)('passes the checks of access: %s', async (mode) => {
      const endpoint = mode === 'aggregated' ? endpointOf(controlPlane()) : directEndpoint();
      const makeNamespace = async (name: string) => void (await succeed(['create', 'namespace', name]));
      const results = await runChecks(ACCESS_CHECKS, { endpoint, mode, makeNamespace });
      const failed = results.filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ check, reason }) => `${check.id} ${check.title}: ${reason}`)).toEqual([]);
      expect(results.length).toBeGreaterThanOrEqual(6);
    });

    it('lets act as others who may', async () => {
      const actor = await tokenOf('actor');
      const carol = { 'Impersonate-User': 'carol' };
      expect(await askAs(actor, WIDGETS, carol)).toBe(403);
      const rights = ['--verb=impersonate', '--resource=users', '--resource-name=carol'];
      await succeed(['create', 'clusterrole', 'be-carol', ...rights]);
      const binding = ['--clusterrole=be-carol', '--serviceaccount=default:actor'];
      await succeed(['create', 'clusterrolebinding', 'be-carol', ...binding]);
      await expect.poll(() => askAs(actor, WIDGETS, carol), PATIENCE).toBe(200);
      expect(await askAs(actor, WIDGETS, { 'Impersonate-User': 'alice' })).toBe(403);
    });

    it('takes objects into namespaces that are there and stay', async () => {
      const create = ['create', '-f', join(project, 'samples/widget.json'), '-n'];
      expect((await run([...create, 'absent'])).stderr).toContain('namespaces "absent" not found');
      await succeed(['create', 'namespace', 'brief']);
      await succeed([...create, 'brief']);
      // Without its controller a namespace that is deleted stays in Terminating.
      await succeed(['delete', 'namespace', 'brief', '--wait=false']);
      await succeed(['delete', 'wd', '--all', '-n', 'brief']);
      await expect
        .poll(async () => (await run([...create, 'brief'])).stderr)
        .toContain('unable to create new content in namespace brief because it is being terminated');
    });

    it('believes a second front proxy once the ConfigMap names its CA, and the first one still', async () => {
      const proxy = { cert: others.pem('proxy.crt'), key: others.pem('proxy.key') };
      const claims = { 'X-Remote-User': 'carol' };
      expect(await ask(WIDGETS, claims, proxy)).toBe(401);
      const map = ['configmap', 'extension-apiserver-authentication', '-n', 'kube-system'];
      const { data } = JSON.parse(await succeed(['get', ...map, '-o', 'json']));
      const key = 'requestheader-client-ca-file';
      const patch = { data: { [key]: `${data[key]}${others.pem('proxy-ca.crt')}` } };
      await succeed(['patch', ...map, '--type=merge', '-p', JSON.stringify(patch)]);
      await expect.poll(() => ask(WIDGETS, claims, proxy), PATIENCE).toBe(200);
      await succeed(['get', 'wd']);
    });
  },
  { oneIsEnough: true },
);
