import { createHash } from 'node:crypto';
import type { Reply } from '../../request/reply.ts';
import type { ServerRequest } from '../../request/server-request.ts';

/** A document that stays the same as long as the server runs: its JSON, media type and entity tag. */
export type CachedDocument = { readonly json: string; readonly contentType: string; readonly hash: string };

/** Writes a document once; its hash is the SHA-512 of its text, so every replica has the same. */
export const cacheDocument = (document: object, contentType: string): CachedDocument => {
  const json = JSON.stringify(document);
  return { json, contentType, hash: createHash('sha512').update(json).digest('hex').toUpperCase() };
};

/** The document, or 304 for a client that has it already. */
export const cachedReply = (
  request: ServerRequest,
  document: CachedDocument,
  headers: Readonly<Record<string, string>> = {},
): Reply => {
  const etag = `"${document.hash}"`;
  const common = { ETag: etag, Vary: 'Accept', 'Cache-Control': 'public', ...headers };
  if (hasTag(request.header('if-none-match'), etag)) return { status: 304, headers: common, body: '' };
  return { status: 200, headers: { 'Content-Type': document.contentType, ...common }, body: document.json };
};

const hasTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag || each.trim() === '*');
