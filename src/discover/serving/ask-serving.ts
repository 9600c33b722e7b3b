import { ClusterError } from '../../errors.ts';
import type { Client } from '../client/client.ts';
import type { Emit } from '../log/trace-event.ts';
import { ACCEPT_JSON } from '../walk/negotiate.ts';
import type { Group } from '../walk/resource.ts';
import { parseAnswer } from '../walk/status-problem.ts';
import { AGGREGATOR_GROUP, type Serving, type ServingMap, servingAll, servingOf } from './serving.ts';

/** Whom to ask. */
export type AskServing = {
  readonly client: Client;
  readonly emit: Emit;
  readonly groups: readonly Group[];
};

/** What a server knows of who serves what. */
export type ServerFacts = {
  /** An answer for each group version; Unknown with the reason where the list cannot be read. */
  readonly serving: ServingMap;
  /** The groups with the storage version of each resource that has a known one. */
  readonly groups: readonly Group[];
};

/** Asks the server who serves what. */
export async function askServing(options: AskServing): Promise<ServerFacts> {
  const { client, groups, emit } = options;
  return { serving: await askServices(client, groups, emit), groups };
}

/**
 * Asks the server who serves what. A server without the group of the aggregator is asked nothing: where it has no
 * core group either, it is an extension API server that was asked directly and answers for itself.
 *
 * @returns an answer for each group version; Unknown with the reason where the list cannot be read
 */
async function askServices(client: Client, groups: readonly Group[], emit: Emit): Promise<ServingMap> {
  const version = groups.find(({ name }) => name === AGGREGATOR_GROUP)?.preferredVersion;
  if (version === undefined || version === '') return servingAll(groups, standalone(groups));
  const path = `/apis/${AGGREGATOR_GROUP}/${version}/apiservices`;
  try {
    const parsed = parseAnswer(await client.get({ path, accept: ACCEPT_JSON, site: 'list' }, emit));
    if (parsed.ok) return servingOf(parsed.document);
    const { message, cause } = parsed.problem;
    return servingAll(groups, { servedBy: 'Unknown', reason: `${message}: ${cause}` });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return servingAll(groups, { servedBy: 'Unknown', reason: error.message });
  }
}

function standalone(groups: readonly Group[]): Serving {
  if (!groups.some(({ name }) => name === '')) return { servedBy: 'ExtensionServer' };
  return { servedBy: 'Unknown', reason: `the server has no ${AGGREGATOR_GROUP} group to say so` };
}
