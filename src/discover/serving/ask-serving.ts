import { ClusterError } from '../../errors.ts';
import type { Client } from '../client/client.ts';
import type { Emit } from '../log/trace-event.ts';
import { ACCEPT_JSON } from '../walk/negotiate.ts';
import type { Group } from '../walk/resource.ts';
import { parseAnswer } from '../walk/status-problem.ts';
import type { Untyped } from '../walk/untyped.ts';
import { type ApiService, apiServicesOf } from './api-service.ts';
import { type Definition, definitionsOf } from './definition.ts';
import {
  AGGREGATOR_GROUP,
  CRD_GROUP,
  type Serving,
  type ServingMap,
  servingAll,
  servingByDefinitions,
  servingOf,
} from './serving.ts';
import { withStorageVersions } from './storage-versions.ts';

/** Whom to ask. */
export type AskServing = {
  readonly client: Client;
  readonly emit: Emit;
  readonly groups: readonly Group[];
  /** Whether the CRDs are wanted as well; true where it is not given. */
  readonly withDefinitions?: boolean;
};

/** What a server knows of who serves what. */
export type ServerFacts = {
  /** An answer for each group version; Unknown with the reason where the list cannot be read. */
  readonly serving: ServingMap;
  /** The groups with the storage version of each resource that has a known one. */
  readonly groups: readonly Group[];
  /** Empty where they cannot be read. */
  readonly apiServices: readonly ApiService[];
  /** Empty where they cannot be read. */
  readonly definitions: readonly Definition[];
  /** Why the one or the other cannot be read, a sentence each. */
  readonly refusals: { readonly apiServices: string | undefined; readonly definitions: string | undefined };
};

/**
 * Asks the server for its APIServices and CRDs. A server without the group of the aggregator is asked nothing: where it
 * has no core group either, it is an extension API server that was asked directly and answers for itself.
 */
export async function askServing(asking: AskServing): Promise<ServerFacts> {
  const { groups, withDefinitions = true } = asking;
  const [services, crds] = await Promise.all([
    list(asking, AGGREGATOR_GROUP, 'apiservices'),
    withDefinitions ? list(asking, CRD_GROUP, 'customresourcedefinitions') : ABSENT,
  ]);
  const apiServices = apiServicesOf(services.document);
  const definitions = definitionsOf(crds.document);
  return {
    serving: servingFrom({ groups, apiServices, definitions, services }),
    groups: withStorageVersions(groups, definitions),
    apiServices,
    definitions,
    refusals: {
      apiServices: sentence('APIServices', services.refusal),
      definitions: sentence('CustomResourceDefinitions', crds.refusal),
    },
  };
}

type Listed = {
  /** Whether the server has the group at all. */
  readonly isThere: boolean;
  readonly document: Untyped;
  readonly refusal: string | undefined;
};

const ABSENT: Listed = { isThere: false, document: {}, refusal: undefined };

async function list({ client, emit, groups }: AskServing, group: string, resource: string): Promise<Listed> {
  const version = groups.find(({ name }) => name === group)?.preferredVersion ?? '';
  if (version === '') return ABSENT;
  const path = `/apis/${group}/${version}/${resource}`;
  const refused = (refusal: string) => ({ isThere: true, document: {}, refusal });
  try {
    const parsed = parseAnswer(await client.get({ path, accept: ACCEPT_JSON, site: 'list' }, emit));
    if (parsed.ok) return { isThere: true, document: parsed.document, refusal: undefined };
    const { message, cause } = parsed.problem;
    return refused(cause === '' ? message : `${message}: ${cause}`);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return refused(error.message);
  }
}

type Known = Pick<ServerFacts, 'groups' | 'apiServices' | 'definitions'> & { readonly services: Listed };

function servingFrom({ groups, apiServices, definitions, services }: Known): ServingMap {
  if (!services.isThere) return servingAll(groups, standalone(groups));
  const reason = sentence('APIServices', services.refusal);
  return reason === undefined ? servingOf(apiServices) : servingByDefinitions(groups, definitions, reason);
}

function sentence(what: string, refusal: string | undefined): string | undefined {
  return refusal === undefined ? undefined : `the ${what} cannot be read: ${refusal}`;
}

function standalone(groups: readonly Group[]): Serving {
  if (!groups.some(({ name }) => name === '')) return { servedBy: 'ExtensionServer' };
  return { servedBy: 'Unknown', reason: `the server has no ${AGGREGATOR_GROUP} group to say so` };
}
