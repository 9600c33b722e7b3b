import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import { parseContentType } from './content-type.ts';

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
 * g, v, as. The profile `nopeer`, which client-go knows since 1.35, is for programs that ask for it; kubectl does not.
 */
export function acceptDiscovery({ kubectl, mode }: Pick<DiscoverAnswers, 'kubectl' | 'mode'>): string {
  if (mode === 'legacy') return 'application/json';
  const forms = understood(kubectl).map((form) => AGGREGATED[form]);
  return [...forms, ...(mode === 'auto' ? ['application/json'] : [])].join(',');
}

/** @returns the versions of apidiscovery.k8s.io that a kubectl version reads, the best first */
export function understood(kubectl: string): readonly ('v2' | 'v2beta1')[] {
  const minor = Number(kubectl.split('.')[1]);
  return [...(minor >= 30 ? (['v2'] as const) : []), ...(minor <= 36 ? (['v2beta1'] as const) : [])];
}

/**
 * Says what an answer is, by its Content-Type alone, parameters in any order (ContentTypeIsGVK of the same file).
 *
 * @returns 'legacy' for everything that is not marked as aggregated
 */
export function formatOf(contentType: string): DiscoveryFormat {
  const parsed = parseContentType(contentType);
  const isAggregated =
    parsed?.type === 'application/json' &&
    parsed.parameters.get('g') === 'apidiscovery.k8s.io' &&
    parsed.parameters.get('as') === 'APIGroupDiscoveryList';
  const version = parsed?.parameters.get('v');
  if (isAggregated && version === 'v2') return 'aggregated-v2';
  if (isAggregated && version === 'v2beta1') return 'aggregated-v2beta1';
  return 'legacy';
}
