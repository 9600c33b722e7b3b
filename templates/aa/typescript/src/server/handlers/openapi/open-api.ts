import { pathNotFound } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { negotiate, plainJson } from '../../negotiation/negotiate.ts';
import type { Reply } from '../../request/reply.ts';
import type { ServerRequest } from '../../request/server-request.ts';
import { type CachedDocument, cacheDocument, cachedReply } from '../discovery/cached-document.ts';
import { groupsOf } from '../discovery/group-versions.ts';
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
  const v2 = cacheDocument(v2Document(name, kinds), 'application/json');
  const v3 = v3Documents(name, kinds);
  const root = cacheDocument({ paths: Object.fromEntries(v3.map(rootEntry)) }, 'application/json');
  const documents = new Map<string, CachedDocument>([
    ['v2', v2],
    ['v3', root],
  ]);
  const byPath = new Map(v3.map(({ path, document }) => [`v3/${path}`, document]));
  return (request, segments) => {
    const path = segments.join('/');
    const fixed = documents.get(path);
    const document = fixed ?? byPath.get(path);
    if (document === undefined) throw pathNotFound();
    negotiate(request.header('accept'), plainJson);
    return cachedReply(request, document, fixed === undefined ? cacheHeaders(request, document, now()) : {});
  };
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
