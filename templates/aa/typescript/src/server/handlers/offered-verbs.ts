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

/** A subresource: what its path answers with, and its verbs. */
export type Subresource = {
  readonly name: string;
  readonly responseKind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly verbs: readonly string[];
};

const verbs = ['get', 'patch', 'update'] as const;
const scaleKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/**
 * The subresources of a kind: `status` where its schema describes one, `scale` where it says where the numbers are, and
 * those that stream.
 */
export const subresourcesOf = (definition: KindDefinition): readonly Subresource[] => {
  const { group, version, kind, scale, connect = {} } = definition;
  const responseKind = { group, version, kind };
  return [
    ...(hasStatus(definition) ? [{ name: 'status', responseKind, verbs }] : []),
    ...(scale === undefined ? [] : [{ name: 'scale', responseKind: scaleKind, verbs }]),
    ...Object.keys(connect).map((name) => ({ name, responseKind, verbs: ['get'] })),
  ];
};

/** The HTTP methods that work on a collection, on an object and on its subresources. */
export const allowedMethods = {
  collection: ['GET', 'POST', 'DELETE'],
  object: ['GET', 'PUT', 'PATCH', 'DELETE'],
  subresource: ['GET', 'PUT', 'PATCH'],
  connect: ['GET'],
} as const;
