import type { Problem } from '../walk/catalog.ts';
import { EMPTY } from '../walk/version-answer.ts';
import { culpritOf } from './culprit.ts';
import type { Evidence } from './evidence.ts';
import type { Suspect } from './suspects.ts';

/** @returns what is missing of a group version and why; undefined where nothing is, however odd it looks */
export function problemOf({ kind }: Pick<Suspect, 'kind'>, evidence: Evidence): Problem | undefined {
  const { apiService, version } = evidence;
  const { groupVersion } = apiService;
  if (kind === 'contradicted') return undefined;
  if (kind === 'empty' && version.kind === 'listed') return notListed(evidence, version.resources);
  if (kind === 'empty' && isEmpty(evidence)) return undefined;
  const { message, cause, fix } = culpritOf(evidence);
  return { groupVersion, message, cause, fix };
}

/**
 * Servers of metrics have no resources before there are metrics; kubectl takes that for an error in legacy discovery
 * alone. Who may not ask for the version cannot say that it has any.
 */
function isEmpty({ version }: Evidence): boolean {
  if (version.kind === 'listed') return false;
  return version.says === EMPTY.cause || version.status === 401 || version.status === 403;
}

function notListed({ apiService }: Evidence, resources: number): Problem {
  const { groupVersion, service } = apiService;
  const path = `/apis/${groupVersion}`;
  const count = `${resources} ${resources === 1 ? 'resource' : 'resources'}`;
  return {
    groupVersion,
    message: `its server ${service.namespace}/${service.name} answers GET ${path} with ${count}, but does not list it in its answer to GET /apis, so nobody finds them`,
    cause: 'the aggregator takes a version that a server does not list as one without resources',
    fix: `kubectl get --raw ${path}`,
  };
}
