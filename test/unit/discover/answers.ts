import type { Reply, Routes } from './fake-api-server.ts';

/** Content types of the two aggregated forms. */
export const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
export const V2BETA1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

type Of = {
  readonly resource: string;
  readonly kind: string;
  readonly short?: string;
  readonly scope?: string;
};

/** @returns a resource as aggregated discovery lists it, with a status subresource */
function aggregated({ resource, kind, short, scope = 'Namespaced' }: Of): object {
  const responseKind = { group: '', version: '', kind };
  return {
    resource,
    responseKind,
    scope,
    singularResource: kind.toLowerCase(),
    verbs: ['get', 'list'],
    ...(short === undefined ? {} : { shortNames: [short] }),
    subresources: [{ subresource: 'status', responseKind, verbs: ['get'] }],
  };
}

/** @returns a group as aggregated discovery lists it */
function group(name: string, versions: readonly object[]): object {
  return { metadata: name === '' ? {} : { name }, versions };
}

/** @returns a reply with groups, marked as the aggregated form */
export function discoveryList(items: readonly object[], type: string = V2): Reply {
  const apiVersion = `apidiscovery.k8s.io/${type === V2 ? 'v2' : 'v2beta1'}`;
  return { type, body: { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items } };
}

const PODS = aggregated({ resource: 'pods', kind: 'Pod', short: 'po' });
const WIDGETS = aggregated({ resource: 'widgets', kind: 'Widget' });
const NODES = aggregated({ resource: 'nodes', kind: 'NodeMetrics', scope: 'Cluster' });

export const CORE = group('', [{ version: 'v1', freshness: 'Current', resources: [PODS] }]);
export const DEMO = group('demo.kx.dev', [
  { version: 'v1alpha1', freshness: 'Current', resources: [WIDGETS] },
]);
export const METRICS = group('metrics.k8s.io', [
  { version: 'v1beta1', freshness: 'Current', resources: [NODES] },
]);
export const STALE = group('metrics.k8s.io', [{ version: 'v1beta1', freshness: 'Stale' }]);
export const AGGREGATOR = group('apiregistration.k8s.io', [
  {
    version: 'v1',
    freshness: 'Current',
    resources: [aggregated({ resource: 'apiservices', kind: 'APIService', scope: 'Cluster' })],
  },
]);

type Service = {
  readonly gv: string;
  readonly service?: string;
  readonly automanaged?: string;
  readonly unavailable?: string;
};

/** @returns an APIService as the aggregator lists it */
export function apiService({ gv, service, automanaged, unavailable }: Service): object {
  const [version = '', name = ''] = gv.split('/').reverse();
  const [namespace, serviceName] = (service ?? '/').split('/');
  return {
    metadata: {
      name: `${version}.${name}`,
      labels: automanaged === undefined ? {} : { 'kube-aggregator.kubernetes.io/automanaged': automanaged },
    },
    spec: {
      group: name,
      version,
      ...(service === undefined
        ? {}
        : { service: { namespace, name: serviceName }, insecureSkipTLSVerify: true }),
    },
    status: {
      conditions: [
        unavailable === undefined
          ? { type: 'Available', status: 'True', reason: 'Passed' }
          : { type: 'Available', status: 'False', reason: 'FailedDiscoveryCheck', message: unavailable },
      ],
    },
  };
}

export const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';

/** A server with the core group, the aggregator, and one extension API server. */
export const HEALTHY: Routes = {
  '/api': discoveryList([CORE]),
  '/apis': discoveryList([AGGREGATOR, DEMO]),
  [API_SERVICES]: {
    body: {
      kind: 'APIServiceList',
      items: [
        apiService({ gv: 'v1', automanaged: 'onstart' }),
        apiService({ gv: 'demo.kx.dev/v1alpha1', service: 'my-aa-system/my-aa' }),
      ],
    },
  },
};

/** The same as a server of 1.25 or older answers it. */
export const LEGACY: Routes = {
  '/api': { body: { kind: 'APIVersions', versions: ['v1'] } },
  '/apis': {
    body: {
      kind: 'APIGroupList',
      groups: [
        {
          name: 'demo.kx.dev',
          versions: [{ groupVersion: 'demo.kx.dev/v1alpha1', version: 'v1alpha1' }],
          preferredVersion: { groupVersion: 'demo.kx.dev/v1alpha1', version: 'v1alpha1' },
        },
      ],
    },
  },
  '/api/v1': {
    body: {
      kind: 'APIResourceList',
      resources: [
        {
          name: 'pods',
          singularName: 'pod',
          namespaced: true,
          kind: 'Pod',
          verbs: ['get', 'list'],
          shortNames: ['po'],
        },
        { name: 'pods/status', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] },
      ],
    },
  },
  '/apis/demo.kx.dev/v1alpha1': {
    body: {
      kind: 'APIResourceList',
      resources: [
        { name: 'widgets', singularName: 'widget', namespaced: true, kind: 'Widget', verbs: ['get', 'list'] },
        { name: 'widgets/status', singularName: '', namespaced: true, kind: 'Widget', verbs: ['get'] },
      ],
    },
  },
};

/** Every path answers with one reply; for failures. */
export function everywhere(answer: Reply): Routes {
  return { '/api': answer, '/apis': answer };
}
