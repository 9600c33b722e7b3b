import { describe, expect, it } from 'vitest';
import { CORE, DEMO, discoveryList, HEALTHY, LEGACY, V2, V2BETA1 } from '../unit/discover/answers.ts';
import { type FakeServer, fakeApiServer, type Routes } from '../unit/discover/fake-api-server.ts';
import { discover, kubeconfigFor } from '../unit/discover/run-discover.ts';
import { apiResources, installedKubectls } from './kubectls.ts';

const KUBECTLS = await installedKubectls();

/** Method, path, query and Accept of what a server was asked. */
function asked({ requests }: FakeServer): readonly string[] {
  return requests.map(({ method, path, headers }) => `${method} ${path} ${headers.accept}`);
}

/** A server as old as v2beta1, which has no v2. */
const OLD: Routes = {
  '/api': discoveryList([CORE], V2BETA1),
  '/apis': discoveryList([DEMO], V2BETA1),
};
const DOWN: Routes = {
  ...LEGACY,
  '/apis/demo.kx.dev/v1alpha1': { status: 503, type: 'text/plain', body: 'service unavailable\n' },
};
const MIXED: Routes = {
  ...LEGACY,
  '/api': (accept) => discoveryList([CORE], accept.includes('v=v2;') ? V2 : V2BETA1),
};

describe.skipIf(KUBECTLS.length === 0).each<readonly [what: string, routes: Routes]>([
  ['aggregated discovery', HEALTHY],
  ['aggregated discovery v2beta1', OLD],
  ['legacy discovery', LEGACY],
  ['legacy discovery with a server that is down', DOWN],
  ['legacy groups and an aggregated core', MIXED],
])('the requests of kx discover to a server of %s', (_, routes) => {
  it.each(KUBECTLS)('are those of kubectl $version', async (kubectl) => {
    const theirs = await fakeApiServer(routes);
    await apiResources(kubectl, { KUBECONFIG: kubeconfigFor(theirs) }, []);
    const ours = await fakeApiServer(routes);
    await discover(ours, { kubectl: kubectl.version, quiet: true });
    // Group versions are asked for at once, in an order that Go's scheduler makes.
    expect(asked(ours).slice(0, 2)).toEqual(asked(theirs).slice(0, 2));
    expect(asked(ours).toSorted()).toEqual(asked(theirs).toSorted());
  });
});
