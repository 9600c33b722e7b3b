import { hasStatus } from '../api/has-status.ts';
import type { KindDefinition } from '../api/kind-definition.ts';

/** The verbs that every resource here has, in the order in which discovery lists them. */
export const offeredVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;

/** A subresource with its verbs. */
export type Subresource = { readonly name: string; readonly verbs: readonly string[] };

/** The subresources of a kind: `status` where its schema describes one, else none. */
export const subresourcesOf = (kind: KindDefinition): readonly Subresource[] =>
  hasStatus(kind) ? [{ name: 'status', verbs: ['get', 'patch', 'update'] }] : [];

/** The HTTP methods that work on a collection, on an object and on its subresources. */
export const allowedMethods = {
  collection: ['GET', 'POST', 'DELETE'],
  object: ['GET', 'PUT', 'PATCH', 'DELETE'],
  subresource: ['GET', 'PUT', 'PATCH'],
} as const;
