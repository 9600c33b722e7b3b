import type { ServerFacts } from '../serving/ask-serving.ts';
import type { Catalog } from '../walk/catalog.ts';
import { definitionFindings } from './definition-findings.ts';
import { isRemote } from './evidence.ts';
import type { Finding } from './finding.ts';
import { registrationFindings } from './registration-findings.ts';
import { shadowFindings } from './shadow-findings.ts';

/**
 * Judges what the APIServices and CRDs say, whatever answers: registrations, caBundles, CRDs that are not served, and
 * groups for which two servers compete.
 */
export async function factFindings(
  facts: ServerFacts,
  catalog: Catalog,
  now: Date,
): Promise<readonly Finding[]> {
  const remote = facts.apiServices.filter(isRemote);
  // What reads certificates is loaded only where there are some.
  const bundles =
    remote.length === 0 ? [] : (await import('./bundle-findings.ts')).bundleFindings(remote, now);
  return [
    ...registrationFindings(facts.apiServices),
    ...bundles,
    ...definitionFindings(facts.definitions, catalog),
    ...shadowFindings(facts),
    ...unreadable(facts.refusals.definitions),
  ];
}

/** Why nothing is said of CRDs, where nothing could be read. */
function unreadable(refusal: string | undefined): readonly Finding[] {
  if (refusal === undefined) return [];
  const message = `${refusal}; what they serve and store is not known`;
  return [{ id: 'crds-unreadable', severity: 'warning', groupVersion: 'apiextensions.k8s.io/v1', message }];
}
