import { type Endpoint, open, readAnswer } from '../conformance/exchange.ts';

/** What is read of an APIGroupDiscovery. */
type Discovered = {
  readonly metadata: { readonly name: string };
  readonly versions?: readonly { readonly version: string; readonly freshness: string }[];
};

const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** @returns whether a kube-apiserver tells of a version: an APIService is Available a while before that */
export async function isDiscovered(
  endpoint: Endpoint,
  wanted: { readonly group: string; readonly version: string },
): Promise<boolean> {
  const { text } = await readAnswer(await open(endpoint, { path: '/apis', accept: ACCEPT }));
  const groups: readonly Discovered[] = JSON.parse(text).items;
  const { versions = [] } = groups.find(({ metadata }) => metadata.name === wanted.group) ?? {};
  return versions.some(({ version, freshness }) => version === wanted.version && freshness === 'Current');
}
