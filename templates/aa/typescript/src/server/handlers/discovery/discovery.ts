import { pathNotFound } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { jsonOrYaml, negotiate, type Offer } from '../../negotiation/negotiate.ts';
import type { Reply } from '../../request/reply.ts';
import type { ServerRequest } from '../../request/server-request.ts';
import { aggregatedVersions, apiGroupDiscoveryList } from './aggregated-document.ts';
import { type CachedDocument, cacheDocument, cachedReply } from './cached-document.ts';
import { type Group, groupsOf } from './group-versions.ts';
import { apiGroup, apiGroupList, apiResourceList } from './legacy-documents.ts';

/** Answers `/apis`, `/apis/GROUP` and `/apis/GROUP/VERSION`; `segments` are those after `/apis`. */
export type Discovery = (request: ServerRequest, segments: readonly string[]) => Reply;

const discoveryOffer: Offer = {
  mediaTypes: jsonOrYaml,
  conversions: aggregatedVersions.map((version) => ({
    as: 'APIGroupDiscoveryList',
    group: 'apidiscovery.k8s.io',
    version,
  })),
};

/** Prepares all discovery documents of the kinds. */
export const createDiscovery = (kinds: readonly KindDefinition[]): Discovery => {
  const groups = groupsOf(kinds);
  const aggregated = new Map<string, CachedDocument>(
    aggregatedVersions.map((version) => {
      const type = `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
      return [version, cacheDocument(apiGroupDiscoveryList(groups, version), type)];
    }),
  );
  const legacy = legacyDocuments(groups);
  return (request, segments) => {
    const accept = request.header('accept');
    if (segments.length === 0) {
      const version = negotiate(accept, discoveryOffer).conversion?.version;
      const document = version === undefined ? undefined : aggregated.get(version);
      if (document !== undefined) return cachedReply(request, document);
    }
    const json = legacy.get(segments.join('/'));
    if (json === undefined) throw pathNotFound();
    negotiate(accept, { mediaTypes: jsonOrYaml, conversions: [] });
    return jsonReply(200, json, { Vary: 'Accept' });
  };
};

/** JSON of the old documents by the path below `/apis`. */
const legacyDocuments = (groups: readonly Group[]): ReadonlyMap<string, string> =>
  new Map([
    ['', JSON.stringify(apiGroupList(groups))],
    ...groups.map((group): [string, string] => [group.name, JSON.stringify(apiGroup(group))]),
    ...groups.flatMap((group) =>
      group.versions.map((version): [string, string] => [
        `${group.name}/${version.version}`,
        JSON.stringify(apiResourceList(group, version)),
      ]),
    ),
  ]);
