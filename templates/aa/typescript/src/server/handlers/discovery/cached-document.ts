import { createHash } from 'node:crypto';
import type { Reply } from '../../request/reply.ts';
import type { ServerRequest } from '../../request/server-request.ts';

/** A document that stays the same as long as the server runs: its bytes, media type and entity tag. */
export type CachedDocument = {
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly hash: string;
};

/** Writes a document once, as JSON. */
export const cacheDocument = (document: object, contentType: string): CachedDocument =>
  cacheBody(JSON.stringify(document), contentType);

/** Keeps a document that is written already; its hash is the SHA-512 of its bytes, so every replica has the same. */
export const cacheBody = (body: string | Uint8Array, contentType: string): CachedDocument => ({
  body,
  contentType,
  hash: createHash('sha512').update(body).digest('hex').toUpperCase(),
});

/** The document, or 304 for a client that has it already. */
export const cachedReply = (
  request: ServerRequest,
  document: CachedDocument,
  headers: Readonly<Record<string, string>> = {},
): Reply => {
  const etag = `"${document.hash}"`;
  const common = { ETag: etag, Vary: 'Accept', 'Cache-Control': 'public', ...headers };
  if (hasTag(request.header('if-none-match'), etag)) return { status: 304, headers: common, body: '' };
  return { status: 200, headers: { 'Content-Type': document.contentType, ...common }, body: document.body };
};

const hasTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag || each.trim() === '*');
