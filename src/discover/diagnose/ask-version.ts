import { ClusterError } from '../../errors.ts';
import { ACCEPT_JSON } from '../walk/negotiate.ts';
import { versionAnswer } from '../walk/version-answer.ts';
import type { VersionEvidence } from './evidence.ts';
import type { Asking } from './read-object.ts';

/**
 * Asks for a group version by itself, as legacy discovery does: the aggregator passes the request on, or says in the
 * body of its 503 why it cannot.
 *
 * @throws CancelledError on Ctrl-C
 */
export async function askVersion({ client, emit }: Asking, gv: string): Promise<VersionEvidence> {
  const path = `/apis/${gv}`;
  try {
    const exchange = await client.get({ path, accept: ACCEPT_JSON, site: 'groupVersion' }, emit);
    const { resources, problem } = versionAnswer(gv, exchange);
    if (problem === undefined) return { kind: 'listed', resources: resources.length };
    return { kind: 'failed', message: problem.message, says: problem.cause, status: exchange.status };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { kind: 'failed', message: error.message, says: '', status: 0 };
  }
}
