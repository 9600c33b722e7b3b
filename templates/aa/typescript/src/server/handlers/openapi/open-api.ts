import { pathNotFound } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { negotiate, type Offer, plainJson } from '../../negotiation/negotiate.ts';
import type { Reply } from '../../request/reply.ts';
import type { ServerRequest } from '../../request/server-request.ts';
import { type CachedDocument, cacheBody, cacheDocument, cachedReply } from '../discovery/cached-document.ts';
import { groupsOf } from '../discovery/group-versions.ts';
import { encodeV2Document, protobufMediaTypes } from './protobuf/encode-v2-document.ts';
import { v2Document } from './v2-document.ts';
import { v3Document } from './v3-document.ts';

/** Answers `/openapi/v2`, `/openapi/v3` and the documents below it; `segments` are those after `/openapi`. */
export type OpenApi = (request: ServerRequest, segments: readonly string[]) => Reply;

const yearMilliseconds = 365 * 24 * 60 * 60 * 1000;

/**
 * Writes all documents once, before the server listens: the aggregator remembers a missing `/openapi/v3` for good.
 * Only paths of the own groups are listed, because the aggregator merges them by name.
 */
export const createOpenApi = (name: string, kinds: readonly KindDefinition[], now: () => Date): OpenApi => {
  const v2 = v2Documents(name, kinds);
  const v3 = v3Documents(name, kinds);
  const root = cacheDocument({ paths: Object.fromEntries(v3.map(rootEntry)) }, 'application/json');
  const byPath = new Map(v3.map(({ path, document }) => [`v3/${path}`, document]));
  return (request, segments) => {
    const path = segments.join('/');
    const accept = request.header('accept');
    if (path === 'v2') return cachedReply(request, v2(negotiate(accept, v2Offer).mediaType));
    const document = path === 'v3' ? root : byPath.get(path);
    if (document === undefined) throw pathNotFound();
    negotiate(accept, plainJson);
    return cachedReply(request, document, path === 'v3' ? {} : cacheHeaders(request, document, now()));
  };
};

const v2Offer: Offer = { mediaTypes: ['application/json', ...protobufMediaTypes], conversions: [] };

/** The document of version 2 by the media type that is asked for; either protobuf is answered with the valid one. */
const v2Documents = (name: string, kinds: readonly KindDefinition[]) => {
  const document = v2Document(name, kinds);
  const json = cacheDocument(document, 'application/json');
  const protobuf = cacheBody(encodeV2Document(document), protobufMediaTypes.at(-1) ?? '');
  return (mediaType: string): CachedDocument => (mediaType === 'application/json' ? json : protobuf);
};

type Named = { readonly path: string; readonly document: CachedDocument };

const v3Documents = (name: string, kinds: readonly KindDefinition[]): readonly Named[] =>
  groupsOf(kinds).flatMap((group) =>
    group.versions.map((version) => ({
      path: `apis/${group.name}/${version.version}`,
      document: cacheDocument(v3Document(name, version.kinds), 'application/json'),
    })),
  );

const rootEntry = ({ path, document }: Named): [string, object] => [
  path,
  { serverRelativeURL: `/openapi/v3/${path}?hash=${document.hash}` },
];

/** A document under its own hash never changes; under an older one the present document is better than a redirect. */
const cacheHeaders = (request: ServerRequest, document: CachedDocument, now: Date): Record<string, string> =>
  request.query.get('hash') === document.hash
    ? {
        'Cache-Control': 'public, immutable',
        Expires: new Date(now.getTime() + yearMilliseconds).toUTCString(),
      }
    : { 'Cache-Control': 'no-cache, private' };
