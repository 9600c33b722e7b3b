import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { freePorts } from '../controlplane/free-ports.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { nodeOfVersion } from '../support/node-version.ts';
import { runKx } from '../support/run-kx.ts';
import { endpointOf } from './endpoint-of.ts';
import { isDiscovered } from './is-discovered.ts';
import { findProgram, kubectl } from './kubectl.ts';

const WIDGETS = 'widgets.demo.kx.dev';
const KUBECTLS = ['kubectl.1.27', 'kubectl.1.30', 'kubectl.1.33'].filter((name) => findProgram(name));

describeControlPlanes(
  'the scaffolded extension API server',
  ({ version, hasControllerManager }) => {
    const controlPlane = useControlPlane({ version, withControllerManager: hasControllerManager });
    const servers: ChildProcess[] = [];
    let project = '';
    const printed: string[] = [];

    const run = async (args: readonly string[], program = controlPlane().kubectl, stdin = '') =>
      await kubectl(controlPlane(), args, { program, stdin });
    const succeed = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await run(args);
      expect(exitCode, `kubectl ${args.join(' ')}: ${stdout}${stderr}${printed.join('')}`).toBe(0);
      return stdout;
    };

    /** Starts the server of a project, and tells the aggregator of it. */
    const register = async (root: string) => {
      const { frontProxy, clientCaFile } = controlPlane();
      const [port = 0] = await freePorts(1);
      const flags = [
        `--secure-port=${port}`,
        '--tls-cert-file=certs/tls.crt',
        '--tls-private-key-file=certs/tls.key',
        `--client-ca-file=${clientCaFile}`,
        `--requestheader-client-ca-file=${frontProxy.caFile}`,
        '--requestheader-allowed-names=front-proxy-client',
        '-v=2',
        // Each store behind one of the API servers: the Node of this lane has SQLite.
        ...(version === '1.36' ? ['--storage=sqlite', `--data-dir=${join(root, 'objects')}`] : []),
      ];
      // As its user runs it: no build, a Node that strips types.
      const server = spawn(nodeOfVersion('22.23.3'), ['src/main.ts', ...flags], { cwd: root });
      servers.push(server);
      for (const stream of [server.stdout, server.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
      }
      const manifests = ['access/namespace', 'local/service', 'local/apiservice', 'access/users'].map(
        (name) => readFileSync(join(root, 'deploy', `${name}.yaml`), 'utf8'),
      );
      const registered = manifests.join('---\n').replaceAll(/port: 8443/g, `port: ${port}`);
      const applied = await run(['apply', '-f', '-'], undefined, registered);
      expect(applied.exitCode, applied.stderr).toBe(0);
    };

    beforeAll(async () => {
      const { dir } = controlPlane();
      const scaffolded = runKx(
        [
          'scaffold',
          'aa',
          'my-aa',
          '--group',
          'demo.kx.dev',
          '--kind',
          'Widget',
          '--short-name',
          'wd',
        ].concat('--category', 'all', '--field', 'spec.size:int32=1{min=1,max=10}'),
        { cwd: dir },
      );
      expect(scaffolded.status, scaffolded.stderr).toBe(0);
      project = join(dir, 'my-aa');
      await register(project);
      await succeed('wait', '--for=condition=Available', 'apiservice/v1alpha1.demo.kx.dev', '--timeout=60s');
      const wanted = { group: 'demo.kx.dev', version: 'v1alpha1' };
      const endpoint = endpointOf(controlPlane());
      await vi.waitUntil(() => isDiscovered(endpoint, wanted), { timeout: 60_000 });
    });

    afterAll(async () => {
      const running = servers.filter(({ exitCode }) => exitCode === null);
      const ends = running.map((server) => once(server, 'exit'));
      for (const server of running) server.kill('SIGTERM');
      await Promise.all(ends);
    });

    it('takes the manifests as a whole through kustomize, without a warning', async () => {
      const { exitCode, stderr } = await run([
        'apply',
        '--dry-run=server',
        '-k',
        join(project, 'deploy/local'),
      ]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    });

    it('is found by kubectl api-resources', async () => {
      const row = /^widgets\s+wd\s+demo\.kx\.dev\/v1alpha1\s+true\s+Widget$/m;
      await expect
        .poll(() => succeed('api-resources', '--api-group=demo.kx.dev'), { timeout: 30_000 })
        .toMatch(row);
    });

    it('is named by kx discover as the server of its group', async () => {
      const { kubeconfig, server: url } = controlPlane();
      const { status, stdout, stderr } = runKx([
        'discover',
        '-o',
        'wide',
        '--verbose',
        '--kubeconfig',
        kubeconfig,
      ]);
      expect(status, stderr).toBe(0);
      expect(stdout).toMatch(/^widgets .*my-aa-system\/my-aa/m);
      expect(stderr).toContain(`"Response" verb="GET" url="${url}/apis?timeout=32s" status="200 OK"`);
    });

    it.each(['its own kubectl', ...KUBECTLS])('creates, gets, lists and deletes with %s', async (name) => {
      const program = findProgram(name) ?? controlPlane().kubectl;
      const sample = join(project, 'samples/widget.json');
      const created = await run(['create', '-f', sample], program);
      expect(created.stdout, created.stderr).toBe(`widget.demo.kx.dev/widget-full created\n`);

      const object = JSON.parse((await run(['get', WIDGETS, 'widget-full', '-o', 'json'], program)).stdout);
      expect(object).toMatchObject({ kind: 'Widget', spec: { size: expect.any(Number) } });
      expect(object.metadata).toMatchObject({
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });

      expect((await run(['get', 'wd'], program)).stdout).toMatch(
        /^NAME\s+.*AGE\s*\nwidget-full\s+.*\d+s\s*\n$/,
      );
      expect((await run(['get', 'all', '-A'], program)).stdout).toContain('widget.demo.kx.dev/widget-full');
      const twice = await run(['create', '-f', sample], program);
      expect(twice.stderr).toContain('widgets.demo.kx.dev "widget-full" already exists');

      expect((await run(['delete', 'wd', 'widget-full'], program)).exitCode).toBe(0);
      expect((await run(['get', 'wd', 'widget-full'], program)).stderr).toContain('(NotFound)');
      expect((await run(['get', 'wd'], program)).stderr).toContain(
        'No resources found in default namespace.',
      );
    });

    it('is watched through the aggregator', async () => {
      const watch = run(['get', 'wd', '-w', '--output-watch-events', '-o', 'name', '--request-timeout=6s']);
      await sleep(1_500);
      await succeed('create', '-f', join(project, 'samples/widget.json'));
      await succeed('delete', 'wd', 'widget-full');
      expect((await watch).stdout).toMatch(/widget-full[\s\S]*widget-full/);
    });

    it.skipIf(!hasControllerManager)('lets namespaces go, with and without objects of its own', async () => {
      for (const name of ['with-widget', 'without']) await succeed('create', 'namespace', name);
      const sample = JSON.parse(readFileSync(join(project, 'samples/widget.json'), 'utf8'));
      const widget = JSON.stringify({ ...sample, metadata: { name: 'doomed', namespace: 'with-widget' } });
      const created = await run(['create', '-f', '-'], undefined, widget);
      expect(created.exitCode, created.stderr).toBe(0);
      for (const name of ['with-widget', 'without']) {
        await succeed('delete', 'namespace', name, '--timeout=60s');
        expect((await run(['get', 'namespace', name])).stderr).toContain(`namespaces "${name}" not found`);
      }
      expect((await run(['get', 'wd', '-n', 'with-widget'])).stderr).toContain('No resources found');
    });

    it.skipIf(!hasControllerManager)('lets a foreground deletion end', async () => {
      await succeed('create', '-f', join(project, 'samples/widget.json'));
      await succeed('delete', 'wd', 'widget-full', '--cascade=foreground', '--timeout=60s');
      expect((await run(['get', 'wd', 'widget-full'])).stderr).toContain('(NotFound)');
    });

    it('refuses a user who may do nothing, through the aggregator too', async () => {
      const { exitCode, stderr } = await run(['get', 'wd', '--as', 'alice']);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('Forbidden');
    });

    it('serves every kind and version of a file of CRDs', async () => {
      const { dir } = controlPlane();
      const from = resolve('test/golden/aa-from-crds/crds.yaml');
      const scaffolded = runKx(['scaffold', 'aa', '--from', from], { cwd: dir });
      expect(scaffolded.status, scaffolded.stderr).toBe(0);
      const root = join(dir, 'stable-aa');
      await register(root);
      const services = ['v1', 'v1beta1'].map((name) => `apiservice/${name}.stable.example.com`);
      await succeed('wait', '--for=condition=Available', ...services, '--timeout=60s');
      const rows = () => succeed('api-resources', '--api-group=stable.example.com', '--no-headers');
      await expect
        .poll(rows, { timeout: 30_000 })
        .toMatch(/^clusterthings .*false .*\ncrontabs +ct .*v1 +true/);

      const created = await run(['create', '-f', join(root, 'samples')]);
      expect(created.stdout.trim().split('\n'), created.stderr).toHaveLength(3);
      expect(created.stderr).toContain(
        'Warning: stable.example.com/v1beta1 CronTab is deprecated; use stable.example.com/v1 CronTab',
      );
      const sample = JSON.parse(readFileSync(join(root, 'samples/cron-tab.v1beta1.json'), 'utf8'));
      const inV1 = JSON.parse(await succeed('get', 'ct', sample.metadata.name, '-o', 'json'));
      expect(inV1).toMatchObject({ apiVersion: 'stable.example.com/v1', spec: { replicas: 1 } });
      const beta = await succeed('get', 'crontabs.v1beta1.stable.example.com', '-o', 'json');
      // Kept as v1, which has no image, and shown without the defaults of v1beta1: so does a CRD with the strategy None.
      const shown = JSON.parse(beta).items;
      expect(shown.map(({ apiVersion }: { readonly apiVersion: string }) => apiVersion)).toEqual(
        Array(2).fill('stable.example.com/v1beta1'),
      );
      expect(beta).not.toContain('image');
      const group = JSON.parse(await succeed('get', '--raw', '/apis/stable.example.com'));
      expect(group).toMatchObject({
        preferredVersion: { version: 'v1' },
        versions: [{ version: 'v1' }, { version: 'v1beta1' }],
      });
      expect(await succeed('get', 'ct')).toMatch(/^NAME +SPEC *\n/);
      expect(await succeed('get', 'clusterthings', '-o', 'jsonpath={.items[*].status}')).toBe('example');
    });
  },
  { oneIsEnough: true },
);
