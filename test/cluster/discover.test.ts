import { beforeAll, expect, it, vi } from 'vitest';
import { runDiscover } from '../../src/commands/discover.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { testIo } from '../support/test-io.ts';
import { DEMO, discoveryList, LEGACY } from '../unit/discover/answers.ts';
import { fakeApiServer } from '../unit/discover/fake-api-server.ts';
import { kubectl } from './kubectl.ts';
import { installedKubectls } from './kubectls.ts';

const MANIFESTS = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: crontabs.stable.example.com }
spec:
  group: stable.example.com
  scope: Namespaced
  names: { plural: crontabs, singular: crontab, kind: CronTab, shortNames: [ct], categories: [all] }
  versions:
    - { name: v1, served: true, storage: true, subresources: { status: {} }, schema: { openAPIV3Schema: { type: object } } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: nobody, namespace: default }
`;

const DEAD = `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.dead.example.com }
spec:
  group: dead.example.com
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 10
  insecureSkipTLSVerify: true
  service: { name: gone, namespace: default }
`;

/** The Service of an extension API server that runs beside the control plane, and its APIService. */
function registration(port: string, ca: string): string {
  return `
apiVersion: v1
kind: Service
metadata: { name: fake, namespace: default }
spec: { type: ExternalName, externalName: localhost }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1alpha1.demo.kx.dev }
spec:
  group: demo.kx.dev
  version: v1alpha1
  groupPriorityMinimum: 100
  versionPriority: 10
  caBundle: ${Buffer.from(ca).toString('base64')}
  service: { name: fake, namespace: default, port: ${port} }
`;
}

const KUBECTLS = await installedKubectls();

describeControlPlanes('kx discover', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  async function discover(options: RawOptions = {}) {
    const io = testIo({ env: { KUBECONFIG: controlPlane().kubeconfig }, now: () => new Date() });
    const code = await runDiscover({ options: { headers: true, ...options }, io });
    return { code, ...io.printed() };
  }

  beforeAll(async () => {
    await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: MANIFESTS });
    const established = ['wait', '--for=condition=Established', 'crd/crontabs.stable.example.com'];
    await kubectl(controlPlane(), established);
    await vi.waitFor(
      async () => expect((await discover({ output: 'name' })).stdout).toContain('crontabs'),
      20_000,
    );
  });

  it.each<readonly [flags: readonly string[], options: RawOptions]>([
    [[], {}],
    [['-o', 'name'], { output: 'name' }],
    [['--no-headers'], { headers: false }],
    [['--api-group=stable.example.com'], { apiGroup: 'stable.example.com' }],
    [['--api-group='], { apiGroup: '' }],
    [['--namespaced=false'], { namespaced: 'false' }],
    [['--namespaced'], { namespaced: true }],
    [['--verbs=list,get'], { verbs: ['list,get'] }],
    [['--categories=all'], { categories: ['all'] }],
    [['--sort-by=kind', '--api-group='], { sortBy: 'kind', apiGroup: '' }],
  ])('prints what kubectl api-resources %j prints', async (flags, options) => {
    const modes = ['auto', 'aggregated', 'legacy'];
    const ours = await Promise.all(modes.map((mode) => discover({ ...options, mode })));
    for (const { program } of KUBECTLS) {
      const { stdout } = await kubectl(controlPlane(), ['api-resources', ...flags], { program });
      const printed = ours.map((result) => ({ code: result.code, stdout: result.stdout }));
      expect(printed).toEqual(modes.map(() => ({ code: 0, stdout })));
    }
  });

  it('prints the rows of kubectl api-resources -o wide, and who serves each', async () => {
    const theirs = await kubectl(controlPlane(), ['api-resources', '-o', 'wide']);
    const { stdout } = await discover({ output: 'wide' });
    const [header = '', ...rows] = stdout.trimEnd().split('\n');
    const servedBy = header.indexOf('SERVED BY');
    const trimmed = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd());
    expect([header, ...rows].map((line) => line.slice(0, servedBy).trimEnd())).toEqual(
      trimmed(theirs.stdout),
    );
    const by = new Map(rows.map((row) => [row.split(/ +/)[0], row.slice(servedBy)]));
    expect(by.get('pods')).toBe('KubeAPIServer');
    expect(by.get('deployments')).toBe('KubeAPIServer');
    expect(by.get('apiservices')).toBe('AggregatorServer');
    expect(by.get('customresourcedefinitions')).toBe('APIExtensionsServer');
    expect(by.get('crontabs')).toBe('APIExtensionsServer');
    expect([...by.values()]).not.toContain('Unknown');
  });

  it('says the same in legacy and aggregated discovery', async () => {
    const [legacy, aggregated] = await Promise.all(
      ['legacy', 'aggregated'].map(async (mode) =>
        JSON.parse((await discover({ mode, output: 'json' })).stdout),
      ),
    );
    const names = ({
      groups,
    }: {
      groups: { name: string; versions: { version: string; resources: { name: string }[] }[] }[];
    }) =>
      groups.flatMap(({ name, versions }) =>
        versions.flatMap((of) => of.resources.map((resource) => `${name}/${of.version}/${resource.name}`)),
      );
    expect(names(legacy).toSorted()).toEqual(names(aggregated).toSorted());
    expect([legacy.mode, aggregated.mode]).toEqual(['legacy', 'aggregated-v2']);
  });

  it('does not know who serves what where RBAC forbids, and says so', async () => {
    const { code, stdout, stderr } = await discover({
      as: 'system:serviceaccount:default:nobody',
      asGroup: ['system:authenticated'],
      output: 'wide',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^pods .* Unknown$/m);
    expect(stderr).toContain(
      'apiservices.apiregistration.k8s.io is forbidden: User "system:serviceaccount:default:nobody"',
    );
  });

  it('is refused as nobody, in one sentence', async () => {
    await expect(discover({ as: 'system:anonymous' })).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(
        /\/apis: this user may not read it \(403 Forbidden\): forbidden: User "system:anonymous" cannot get path "\/apis"$/,
      ),
    });
  });

  it('names the extension API server that serves a group', async () => {
    const { url, ca } = await fakeApiServer({
      '/apis': discoveryList([DEMO]),
      '/apis/demo.kx.dev/v1alpha1': LEGACY['/apis/demo.kx.dev/v1alpha1'] ?? { body: {} },
    });
    await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: registration(new URL(url).port, ca) });
    await vi.waitFor(async () => {
      const { code, stdout, stderr } = await discover({ output: 'wide' });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^widgets .* default\/fake$/m);
      expect(stderr).toContain('extension API servers: demo.kx.dev/v1alpha1 -> default/fake\n');
    }, 20_000);
    expect((await discover({ output: 'tree' })).stdout).toContain(
      'ExtensionServer default/fake\n└─ demo.kx.dev\n   └─ v1alpha1\n      ├─ widgets Widget\n',
    );
    const theirs = await kubectl(controlPlane(), ['api-resources']);
    expect((await discover()).stdout).toBe(theirs.stdout);
    await kubectl(controlPlane(), ['delete', 'apiservice', 'v1alpha1.demo.kx.dev']);
  });

  it('tells of an extension API server that is gone, which kubectl hides', async () => {
    await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: DEAD });
    await expect.poll(async () => (await discover({ quiet: true })).code, { timeout: 20_000 }).toBe(1);
    const theirs = await kubectl(controlPlane(), ['api-resources']);
    const { code, stdout, stderr } = await discover();
    expect({ code, stdout }).toEqual({ code: 1, stdout: theirs.stdout });
    expect(stderr).toMatch(
      /^error: dead.example.com\/v1beta1: .* service\/gone in "default" is not present$/m,
    );
    const legacy = JSON.parse((await discover({ mode: 'legacy', output: 'json' })).stdout);
    expect(legacy.problems).toMatchObject([{ groupVersion: 'dead.example.com/v1beta1' }]);
    await kubectl(controlPlane(), ['delete', 'apiservice', 'v1beta1.dead.example.com']);
  });
});
