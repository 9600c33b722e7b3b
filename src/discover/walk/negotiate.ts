import type { DiscoverAnswers } from '../../options/discover/answers.ts';

/** The forms in which a server can answer /api and /apis. */
export type DiscoveryFormat = 'aggregated-v2' | 'aggregated-v2beta1' | 'legacy';

const AGGREGATED = {
  v2: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  v2beta1: 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
} as const;

/** Accept of every request but /api and /apis (client-go rest/request.go, JSON content type). */
export const ACCEPT_JSON = 'application/json, */*';

/**
 * The Accept header that a kubectl version sends to /api and /apis (client-go discovery/discovery_client.go): v2beta1
 * alone up to 1.29, v2 before v2beta1 from 1.30, v2 alone from 1.37. A server reads the parameters in the order
 * g, v, as.
 */
export function acceptDiscovery({ kubectl, mode }: Pick<DiscoverAnswers, 'kubectl' | 'mode'>): string {
  if (mode === 'legacy') return 'application/json';
  const minor = Number(kubectl.split('.')[1]);
  const forms = [...(minor >= 30 ? [AGGREGATED.v2] : []), ...(minor <= 36 ? [AGGREGATED.v2beta1] : [])];
  return [...forms, ...(mode === 'auto' ? ['application/json'] : [])].join(',');
}

/**
 * Says what an answer is, by its Content-Type alone, parameters in any order (ContentTypeIsGVK of the same file).
 *
 * @returns 'legacy' for everything that is not marked as aggregated
 */
export function formatOf(contentType: string): DiscoveryFormat {
  const [type = '', ...rest] = contentType.split(';').map((part) => part.trim());
  const parameters = new Map(rest.map(parameter));
  const isAggregated =
    type.toLowerCase() === 'application/json' &&
    parameters.get('g') === 'apidiscovery.k8s.io' &&
    parameters.get('as') === 'APIGroupDiscoveryList';
  if (isAggregated && parameters.get('v') === 'v2') return 'aggregated-v2';
  if (isAggregated && parameters.get('v') === 'v2beta1') return 'aggregated-v2beta1';
  return 'legacy';
}

function parameter(part: string): [name: string, value: string] {
  const at = part.indexOf('=');
  if (at === -1) return [part.toLowerCase(), ''];
  return [
    part.slice(0, at).trim().toLowerCase(),
    part
      .slice(at + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  ];
}
