import { methodNotAllowed, pathNotFound } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import type { Reply } from '../../request/reply.ts';
import type { ResourceRequestInfo } from '../../request/request-info.ts';
import { allowedMethods } from '../offered-verbs.ts';
import type { HandlerInput } from '../server-context.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { deleteCollection } from './delete-collection.ts';
import { getObject } from './get.ts';
import { listObjects } from './list.ts';
import type { ResourceInput } from './resource-input.ts';
import { watchObjects } from './watch.ts';

const handlers: Readonly<Record<string, (input: ResourceInput) => Promise<Reply>>> = {
  get: getObject,
  list: listObjects,
  watch: watchObjects,
  create: createObject,
  delete: deleteObject,
  deletecollection: deleteCollection,
};

/** Finds the kind and the handler of a request for a resource; 404 for no such path, 405 for no such verb on it. */
export const handleResource = (input: HandlerInput, info: ResourceRequestInfo): Promise<Reply> => {
  const kind = input.server.kinds.find((each) => isMeant(each, info));
  if (kind === undefined || !isServedPath(kind, info)) throw pathNotFound();
  const handler = isServedVerb(kind, info) ? handlers[info.verb] : undefined;
  if (handler === undefined) throw methodNotAllowed(kind, info.verb, methodsOn(kind, info));
  return handler({ ...input, kind, info });
};

const isMeant = (kind: KindDefinition, { group, version, resource }: ResourceRequestInfo): boolean =>
  kind.group === group && kind.version === version && kind.plural === resource;

/** A namespace belongs to kinds that have one; across namespaces only whole collections can be named. */
const isServedPath = (
  kind: KindDefinition,
  { namespace, name, subresource }: ResourceRequestInfo,
): boolean => {
  if (subresource !== '') return false;
  return kind.namespaced ? namespace !== '' || name === '' : namespace === '';
};

const isServedVerb = (kind: KindDefinition, info: ResourceRequestInfo): boolean => {
  if (info.verb === 'create') return info.name === '' && !isAcrossNamespaces(kind, info);
  return info.verb !== 'deletecollection' || !isAcrossNamespaces(kind, info);
};

const isAcrossNamespaces = (kind: KindDefinition, { namespace }: ResourceRequestInfo): boolean =>
  kind.namespaced && namespace === '';

const methodsOn = (kind: KindDefinition, info: ResourceRequestInfo): readonly string[] => {
  if (isAcrossNamespaces(kind, info)) return ['GET'];
  return info.name === '' ? allowedMethods.collection : allowedMethods.object;
};
