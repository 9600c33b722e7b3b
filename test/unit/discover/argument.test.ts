import { describe, expect, it } from 'vitest';
import { KxError } from '../../../src/errors.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { runProgram } from '../../../src/program/run-program.ts';
import { showError } from '../../../src/ui/show-error.ts';
import { testIo } from '../../support/test-io.ts';
import { AGGREGATOR, API_SERVICES, apiService, DEMO, discoveryList, METRICS, STALE } from './answers.ts';
import { fakeApiServer, type Routes } from './fake-api-server.ts';
import { discover, kubeconfigFor } from './run-discover.ts';

/** Resources as aggregated discovery lists them. */
function version(name: string, resources: readonly (readonly [resource: string, kind: string])[]): object {
  return {
    version: name,
    freshness: 'Current',
    resources: resources.map(([resource, kind]) => ({
      resource,
      responseKind: { group: '', version: '', kind },
      scope: 'Namespaced',
      singularResource: kind.toLowerCase(),
      verbs: ['get', 'list'],
      shortNames: [`${resource.slice(0, 2)}s`],
    })),
  };
}

const CORE = { metadata: {}, versions: [version('v1', [['pods', 'Pod']])] };
const SHOP = {
  metadata: { name: 'shop.io' },
  versions: [
    version('v1', [['carts', 'Cart']]),
    version('v1beta1', [
      ['carts', 'Cart'],
      ['pots', 'Pot'],
    ]),
  ],
};
/** A group that has a resource of its own name elsewhere. */
const CARTS = { metadata: { name: 'carts' }, versions: [version('v2', [['wheels', 'Wheel']])] };

const ROUTES: Routes = {
  '/api': discoveryList([CORE]),
  '/apis': discoveryList([AGGREGATOR, SHOP, CARTS]),
  [API_SERVICES]: {
    body: {
      kind: 'APIServiceList',
      items: ['v1', 'shop.io/v1', 'shop.io/v1beta1', 'carts/v2'].map((gv) =>
        apiService({ gv, automanaged: gv === 'v1' ? 'onstart' : 'true' }),
      ),
    },
  },
};

async function run(name: string, options: RawOptions = {}, routes: Routes = ROUTES) {
  return await discover(await fakeApiServer(routes), options, {}, [name]);
}

async function failure(name: string, options: RawOptions = {}, routes: Routes = ROUTES): Promise<unknown> {
  return await run(name, options, routes).catch((error: unknown) => error);
}

const RESOLVED = `pods
  kind       Pod
  version    v1
  scope      namespaced
  served by  KubeAPIServer
  request    GET /api/v1/namespaces/default/pods
  rule       'pos' is a short name of pods
  lost:
    pots.shop.io v1beta1  core v1 comes before every group
  same names:
    pots.shop.io  short name pos

kubectl 1.37 says:
  Warning: short name "pos" could also match lower priority resource pots.shop.io
`;

describe('a name', () => {
  it('is resolved, with who serves it', async () => {
    const { code, stdout, stderr } = await run('pos');
    expect({ code, stdout }).toEqual({ code: 0, stdout: RESOLVED });
    expect(stderr).toMatch(/^4 groups, 3 requests in \d+ ms\n$/);
  });

  it('is printed as kubectl would want it typed, after its own requests', async () => {
    const server = await fakeApiServer(ROUTES);
    const found = await discover(server, { output: 'name', quiet: true }, {}, ['carts.shop.io,pos']);
    expect(found).toMatchObject({
      code: 0,
      stdout: 'carts.shop.io\npods\n',
      stderr: 'Warning: short name "pos" could also match lower priority resource pots.shop.io\n',
    });
    expect(server.requests).toHaveLength(2);
  });

  it.each<readonly [name: string, options: RawOptions, path: string]>([
    ['carts.shop', { namespace: 'dev' }, '/apis/shop.io/v1/namespaces/dev/carts'],
    ['pot', {}, '/apis/shop.io/v1beta1/namespaces/default/pots'],
    ['Cart.v1beta1.shop.io/mine', {}, '/apis/shop.io/v1beta1/namespaces/default/carts/mine'],
  ])('%s %j is a Resolution with the path %s', async (name, options, path) => {
    const { code, stdout } = await run(name, { output: 'json', ...options });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'Resolution',
      argument: name,
      resolved: [{ path, servedBy: 'APIExtensionsServer', rule: { id: expect.any(String) } }],
      requests: [{}, {}, {}],
      problems: [],
    });
  });

  it.each<readonly [options: RawOptions, paths: readonly string[]]>([
    [{ output: 'wide', verbs: ['get'] }, ['-o wide', '--verbs']],
    [
      { output: 'wide', namespaced: 'true', categories: ['all'], sortBy: 'kind', headers: false },
      ['-o wide', '--namespaced', '--categories', '--sort-by', '--no-headers'],
    ],
    [{ output: 'tree', verbs: ['get'] }, ['-o tree', '--verbs']],
    [{ output: 'json', sortBy: 'kind', headers: false }, ['--no-headers', '--sort-by']],
  ])('takes no flag that chooses among rows: %j', async (options, paths) => {
    expect(await failure('pods', options)).toMatchObject({
      exitCode: 2,
      violations: paths.map((path) => ({ path })),
    });
  });

  it('that nothing has is exit code 1, and one Error document', async () => {
    const server = await fakeApiServer(ROUTES);
    const io = testIo();
    const argv = ['discover', 'potts', '--kubeconfig', kubeconfigFor(server), '-o', 'json'];
    expect(await runProgram(argv, io).catch((error: unknown) => showError(error, argv, io))).toBe(1);
    expect(JSON.parse(io.printed().stdout)).toMatchObject({
      kind: 'Error',
      exitCode: 1,
      hint: 'did you mean pots?',
    });
  });

  it('may be in a part that is stale', async () => {
    const routes = { ...ROUTES, '/apis': discoveryList([AGGREGATOR, DEMO, STALE]) };
    expect(await failure('nodemetrics', {}, routes)).toMatchObject({
      exitCode: 1,
      violations: [{ path: 'metrics.k8s.io/v1beta1', message: expect.stringContaining('may have it') }],
    });
    const found = await run('pods', {}, { ...ROUTES, '/apis': discoveryList([AGGREGATOR, STALE]) });
    expect(found.code).toBe(1);
    expect(found.stdout).toContain('GET /api/v1/namespaces/default/pods');
  });
});

const CART_ROWS = `NAME    SHORTNAMES   APIVERSION        NAMESPACED   KIND
carts   cas          shop.io/v1beta1   true         Cart
pots    pos          shop.io/v1beta1   true         Pot
`;

describe('a part', () => {
  it.each<readonly [argument: string, options: RawOptions, stdout: string]>([
    ['shop.io/v1beta1', {}, CART_ROWS],
    ['shop.io', { output: 'name' }, 'carts.shop.io\npots.shop.io\n'],
    ['shop.io/v1', { output: 'name' }, 'carts.shop.io\n'],
    ['v1', { output: 'name' }, 'pods\n'],
    ['core', { output: 'name' }, 'pods\n'],
  ])('%s %j is the part of the table', async (argument, options, stdout) => {
    expect(await run(argument, options)).toMatchObject({ code: 0, stdout });
  });

  it('is the part of a document and of a tree', async () => {
    const { groups } = JSON.parse((await run('shop.io/v1beta1', { output: 'json' })).stdout);
    expect(groups).toMatchObject([{ name: 'shop.io', versions: [{ version: 'v1beta1' }] }]);
    const { stdout } = await run('shop.io', { output: 'tree' });
    expect(stdout).toMatch(/^APIExtensionsServer\n└─ shop.io\n {3}├─ v1 \(preferred\)\n/);
  });

  it('does not hear of what is wrong elsewhere', async () => {
    const routes = { ...ROUTES, '/apis': discoveryList([AGGREGATOR, SHOP, STALE]) };
    expect((await run('shop.io', {}, routes)).code).toBe(0);
    expect((await run('metrics.k8s.io', {}, routes)).code).toBe(1);
    expect((await run('metrics.k8s.io', {}, { ...ROUTES, '/apis': discoveryList([METRICS]) })).code).toBe(0);
  });

  it('wins over a name, and says how to ask for that', async () => {
    const { stdout, stderr } = await run('carts', { output: 'name' });
    expect(stdout).toBe('wheels.carts\n');
    expect(stderr).toContain(
      'carts is a group here; kx discover carts. resolves the name, which is carts.shop.io\n',
    );
    expect((await run('carts.', { output: 'name' })).stdout).toBe('carts.shop.io\n');
  });

  it.each([
    ['/', 1, "the core group has no version ''", 'it has: v1'],
    ['shop.io/v1beta2', 1, "the group shop.io has no version 'v1beta2'", 'did you mean v1beta1?'],
    ['shop.io/x', 1, "the group shop.io has no version 'x'", 'it has: v1, v1beta1'],
  ])('%s is exit code %i', async (argument, exitCode, message, hint) => {
    expect(await failure(argument)).toMatchObject({ exitCode, message, hint });
  });

  it.each([
    ['', {}, 'NAME'],
    ['shop.io', { apiGroup: 'shop.io' }, '--api-group'],
  ])('%j with %j is refused', async (argument, options, path) => {
    const error = await failure(argument, options);
    expect(error).toBeInstanceOf(KxError);
    expect(error).toMatchObject({ exitCode: 2, violations: [{ path }] });
  });
});
