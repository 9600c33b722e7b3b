import { ClusterError, UsageError } from '../../errors.ts';
import { nearestHint } from '../../model/nearest.ts';
import { type CallerService, callersOf } from '../manifest/caller.ts';
import { type ManifestObject, objectsOf } from '../manifest/manifest-object.ts';
import type { ClusterClient } from './cluster-client.ts';

/** What a cluster has of callers, their Services and Secrets. */
export type ClusterObjects = {
  readonly objects: readonly ManifestObject[];
  /** What could not be read, one sentence each. */
  readonly notes: readonly string[];
};

const API_SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';

/** Where the other callers are, by what a note calls them. */
const OTHERS = {
  'validating webhooks': '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
  'mutating webhooks': '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
  CRDs: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
} as const;

/**
 * Reads every APIService, webhook and conversion of a cluster, with the Services and Secrets of their namespaces.
 *
 * @param apiService the only APIService to look at; undefined looks at everything
 * @throws ClusterError where not even the APIServices can be read; UsageError for one that is not there
 */
export async function readCluster(
  client: ClusterClient,
  apiService: string | undefined,
): Promise<ClusterObjects> {
  const services = await apiServices(client, apiService);
  const lists = apiService === undefined ? await readAll(client, OTHERS) : NOTHING;
  const callers = [...services, ...lists.objects];
  const wanted = callers
    .flatMap(callersOf)
    .flatMap(({ service }) => (service === undefined ? [] : [service]));
  const behind = await readAll(client, pathsBehind(wanted));
  return { objects: [...callers, ...behind.objects], notes: [...lists.notes, ...behind.notes] };
}

const NOTHING: ClusterObjects = { objects: [], notes: [] };

async function apiServices(
  client: ClusterClient,
  name: string | undefined,
): Promise<readonly ManifestObject[]> {
  const answer = await client.get(API_SERVICES);
  if (!answer.ok) {
    throw new ClusterError(`cannot read the APIServices: ${answer.problem.message}: ${answer.problem.cause}`);
  }
  const all = objectsOf(answer.document);
  if (name === undefined) return all;
  const found = all.filter((object) => object.name === name);
  if (found.length > 0) return found;
  const names = all.map((object) => object.name);
  throw new UsageError(`the cluster has no APIService '${name}'`, {
    hint: nearestHint(name, names) ?? 'kubectl get apiservices lists them',
  });
}

/** Secrets are read in the namespaces of the Services alone. */
function pathsBehind(services: readonly CallerService[]): Readonly<Record<string, string>> {
  const namespaces = new Set(services.map(({ namespace }) => namespace).filter((name) => name !== ''));
  return Object.fromEntries(
    [...namespaces].flatMap((namespace) => {
      const base = `/api/v1/namespaces/${encodeURIComponent(namespace)}`;
      return [
        [`Services of ${namespace}`, `${base}/services`],
        [`Secrets of ${namespace}`, `${base}/secrets`],
      ];
    }),
  );
}

async function readAll(
  client: ClusterClient,
  paths: Readonly<Record<string, string>>,
): Promise<ClusterObjects> {
  const answers = await Promise.all(
    Object.entries(paths).map(async ([what, path]) => ({ what, answer: await client.get(path) })),
  );
  return {
    objects: answers.flatMap(({ answer }) => (answer.ok ? objectsOf(answer.document) : [])),
    notes: answers.flatMap(({ what, answer }) =>
      answer.ok ? [] : [`the ${what} cannot be read: ${answer.problem.message}`],
    ),
  };
}
