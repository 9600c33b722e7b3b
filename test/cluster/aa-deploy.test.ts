import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { kubectl } from './kubectl.ts';

/** What is deployed, by name: each store, and a group of several versions. */
const PROJECTS = {
  widgets: ['--group', 'demo.kx.dev', '--kind', 'Widget', '--resource', 'WidgetClass,scope=Cluster'],
  gadgets: ['--group', 'gadgets.kx.dev', '--kind', 'Gadget', '--storage', 'sqlite'],
  gizmos: ['--group', 'gizmos.kx.dev', '--kind', 'Gizmo', '--storage', 'etcd'],
  crontabs: ['--from', 'test/golden/aa-from-crds/crds.yaml'],
} as const;
const NAMES = Object.keys(PROJECTS);

describeControlPlanes('the manifests of a scaffolded server', ({ version, hasControllerManager }) => {
  const controlPlane = useControlPlane({ version, withControllerManager: hasControllerManager });
  const run = async (args: readonly string[], stdin = '') => await kubectl(controlPlane(), args, { stdin });
  const succeed = async (args: readonly string[], stdin = '') => {
    const { exitCode, stdout, stderr } = await run(args, stdin);
    expect({ exitCode, stderr }, args.join(' ')).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  const deployOf = (name: string) => join(controlPlane().dir, name, 'deploy');
  const readManifest = (name: string, file: string) =>
    parseAllDocuments(readFileSync(join(deployOf(name), file), 'utf8')).map((document) => document.toJS());

  beforeAll(async () => {
    const { dir } = controlPlane();
    for (const [name, flags] of Object.entries(PROJECTS)) {
      const { status, stderr } = runKx(['scaffold', 'aa', name, ...flags, '--out', join(dir, name)]);
      expect(status, stderr).toBe(0);
      await succeed(['apply', '-k', deployOf(name)]);
    }
  });

  const versionsOf = async (name: string) =>
    JSON.parse(await succeed(['get', '-k', deployOf(name), '-o', 'json'])).items.map(
      ({ kind, metadata }: Item) => `${kind} ${metadata.name} ${metadata.resourceVersion}`,
    );

  it.each(NAMES)('%s: applied again, nothing is different', async (name) => {
    expect(await succeed(['diff', '-k', deployOf(name)])).toBe('');
    const before = await versionsOf(name);
    await succeed(['apply', '-k', deployOf(name)]);
    expect(await versionsOf(name)).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
  });

  it.each(NAMES)(
    '%s: every manifest passes a dry run, with its local variant, without a warning',
    async (name) => {
      for (const folder of ['.', 'local']) {
        // The Service of the local variant is of another type, which none that is there can become.
        if (folder === 'local') await succeed(['delete', '-f', join(deployOf(name), 'service.yaml')]);
        await succeed(['apply', '--dry-run=server', '-k', join(deployOf(name), folder)]);
      }
      await succeed(['apply', '-f', join(deployOf(name), 'service.yaml')]);
    },
  );

  it.each(NAMES)('%s: its pod is one that the restricted policy of its namespace takes', async (name) => {
    const [deployment] = readManifest(name, 'deployment.yaml');
    const { metadata, spec } = deployment.spec.template;
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: 'tried', namespace: deployment.metadata.namespace },
    };
    const create = ['create', '--dry-run=server', '-f', '-'];
    await succeed(create, JSON.stringify({ ...pod, spec }));
    const { securityContext: _, ...careless } = spec;
    const refused = await run(create, JSON.stringify({ ...pod, spec: careless }));
    expect(refused.stderr).toContain('violates PodSecurity "restricted:latest"');
  });

  it('registers every version with the CA that signed the certificate, the preferred one first', async () => {
    const { items } = JSON.parse(await succeed(['get', 'apiservices', '-o', 'json']));
    const own = items.filter((item: Item) => NAMES.some((name) => item.spec.service?.name === name));
    const rows = own.map(({ metadata, spec }: Item) => [metadata.name, spec.versionPriority]);
    expect(rows).toEqual([
      ['v1.stable.example.com', 100],
      ['v1alpha1.demo.kx.dev', 100],
      ['v1alpha1.gadgets.kx.dev', 100],
      ['v1alpha1.gizmos.kx.dev', 100],
      ['v1beta1.stable.example.com', 90],
    ]);
    for (const { spec } of own) {
      expect(spec).not.toHaveProperty('insecureSkipTLSVerify');
      const ca = readFileSync(join(controlPlane().dir, spec.service.name, 'certs/ca.crt'), 'utf8');
      expect(Buffer.from(spec.caBundle, 'base64').toString()).toBe(ca);
    }
  });

  const account = '--as=system:serviceaccount:widgets-system:widgets';

  it.each<[verb: string, resource: string, answer: string, more?: readonly string[]]>([
    ['watch', 'namespaces', 'yes'],
    ['create', 'subjectaccessreviews.authorization.k8s.io', 'yes'],
    ['create', 'tokenreviews.authentication.k8s.io', 'yes'],
    ['get', 'configmaps/extension-apiserver-authentication', 'yes', ['-n', 'kube-system']],
    ['get', 'configmaps', 'no', ['-n', 'kube-system']],
    ['get', 'secrets', 'no', ['-n', 'widgets-system']],
    ['delete', 'namespaces', 'no'],
    ['list', 'widgets.demo.kx.dev', 'no'],
  ])('the server may %s %s: %s', async (verb, resource, answer, more = []) => {
    const { stdout } = await run(['auth', 'can-i', verb, resource, account, ...more]);
    expect(stdout).toBe(`${answer}\n`);
  });

  it('gives no role everything, and those of users to view, edit and admin', async () => {
    const roles = JSON.parse(await succeed(['get', 'clusterroles', '-o', 'json'])).items.filter(
      ({ metadata }: Item) => /^(?:widgets|demo\.kx\.dev):/.test(metadata.name),
    );
    const labels = 'rbac.authorization.k8s.io/aggregate-to-';
    const facts = roles.map(({ metadata, rules }: Item) => [
      metadata.name,
      Object.keys(metadata.labels ?? {})
        .filter((key) => key.startsWith(labels))
        .map((key) => key.slice(labels.length)),
      JSON.stringify(rules).includes('*'),
    ]);
    expect(facts).toEqual([
      ['demo.kx.dev:edit', ['admin', 'edit'], false],
      ['demo.kx.dev:view', ['admin', 'edit', 'view'], false],
      ['widgets:server', [], false],
    ]);
  });

  it.skipIf(!hasControllerManager)(
    'go as README.md says, the APIService first, and leave nothing',
    async () => {
      const commands = NAMES.map((name) => {
        const readme = readFileSync(join(deployOf(name), 'README.md'), 'utf8');
        const lines = [...readme.matchAll(/^kubectl (delete .*)$/gm)].map(([, words = '']) =>
          words.split(' '),
        );
        expect(lines.map(([, what]) => what)).toEqual(['apiservice', '-k']);
        return lines.map((words) => words.map((word) => (word === 'deploy' ? deployOf(name) : word)));
      });
      // The controller that lets volumes go does not run here.
      const held = JSON.stringify({ metadata: { finalizers: null } });
      await succeed(['patch', 'pvc', 'gadgets', '-n', 'gadgets-system', '--type=merge', '-p', held]);
      // No server runs here, and one that is registered keeps every namespace from being deleted.
      for (const [first = []] of commands) await succeed(first);
      for (const [, second = []] of commands) await succeed(second);
      for (const name of NAMES) {
        expect(await succeed(['get', '-k', deployOf(name), '--ignore-not-found'])).toBe('');
      }
    },
  );
});

type Item = {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly rules: unknown;
  readonly spec: {
    readonly versionPriority: number;
    readonly caBundle: string;
    readonly service: { readonly name: string };
  };
};
