import { methodNotAllowed, pathNotFound } from '../../api/api-errors.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { ApiError } from '../../api/status.ts';
import { connectObject, watchEitherWay } from '../../connect/handle-connect.ts';
import type { Reply } from '../../request/reply.ts';
import type { ResourceRequestInfo } from '../../request/request-info.ts';
import { allowedMethods, subresourcesOf } from '../offered-verbs.ts';
import type { HandlerInput } from '../server-context.ts';
import { storageOf } from '../storage-of.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { deleteCollection } from './delete-collection.ts';
import { getObject } from './get.ts';
import { listObjects } from './list.ts';
import { patchObject, patchStatus } from './patch.ts';
import type { ResourceInput } from './resource-input.ts';
import { getScale, patchScale, updateScale } from './scale.ts';
import { updateObject, updateStatus } from './update.ts';
import { createWarnings } from './warnings.ts';

type ResourceHandler = (input: ResourceInput) => Promise<Reply>;

const onCollection: Readonly<Record<string, ResourceHandler>> = {
  list: listObjects,
  watch: watchEitherWay,
  create: createObject,
  deletecollection: deleteCollection,
};

const acrossNamespaces: Readonly<Record<string, ResourceHandler>> = {
  list: listObjects,
  watch: watchEitherWay,
};

const onObject: Readonly<Record<string, ResourceHandler>> = {
  get: getObject,
  update: updateObject,
  patch: patchObject,
  delete: deleteObject,
};

const onStatus: Readonly<Record<string, ResourceHandler>> = {
  get: getObject,
  update: updateStatus,
  patch: patchStatus,
};

const onScale: Readonly<Record<string, ResourceHandler>> = {
  get: getScale,
  update: updateScale,
  patch: patchScale,
};

/** Finds the kind and the handler of a request for a resource; 404 for no such path, 405 for no such verb on it. */
export const handleResource = async (input: HandlerInput, info: ResourceRequestInfo): Promise<Reply> => {
  const kind = input.server.kinds.find((each) => isMeant(each, info));
  if (kind === undefined || !isServedPath(kind, info)) throw pathNotFound();
  const { handlers, methods } = offeredOn(kind, info);
  const handler = Object.hasOwn(handlers, info.verb) ? handlers[info.verb] : undefined;
  if (handler === undefined) throw methodNotAllowed(kind, info.verb, methods);
  const server = { ...input.server, storage: storageOf(input.server, kind) };
  return warningOf(kind, (warn) => handler({ ...input, server, kind, info, warn }));
};

/** The reply or the failure with the warnings that were collected until then. */
const warningOf = async (
  { deprecationWarning }: KindDefinition,
  handle: (warn: ResourceInput['warn']) => Promise<Reply>,
): Promise<Reply> => {
  const { warn, headers } = createWarnings();
  if (deprecationWarning !== undefined) warn(deprecationWarning);
  try {
    const reply = await handle(warn);
    return { ...reply, headers: { ...reply.headers, ...headers() } };
  } catch (cause) {
    throw cause instanceof ApiError ? cause.with(headers()) : cause;
  }
};

const isMeant = (kind: KindDefinition, { group, version, resource }: ResourceRequestInfo): boolean =>
  kind.group === group && kind.version === version && kind.plural === resource;

/** A namespace belongs to kinds that have one; across namespaces only whole collections can be named. */
const isServedPath = (kind: KindDefinition, info: ResourceRequestInfo): boolean => {
  if (info.rest.length > 0) return false;
  if (info.subresource !== '' && !subresourcesOf(kind).some(({ name }) => name === info.subresource))
    return false;
  return kind.namespaced ? info.namespace !== '' || info.name === '' : info.namespace === '';
};

type Offered = {
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  readonly methods: readonly string[];
};

const offeredOn = (kind: KindDefinition, info: ResourceRequestInfo): Offered => {
  const connect = kind.connect ?? {};
  const streaming = Object.hasOwn(connect, info.subresource) ? connect[info.subresource] : undefined;
  if (streaming !== undefined) {
    return { handlers: { get: connectObject(streaming) }, methods: allowedMethods.connect };
  }
  if (info.subresource !== '') {
    const handlers = info.subresource === 'scale' ? onScale : onStatus;
    return { handlers, methods: allowedMethods.subresource };
  }
  if (info.name !== '') return { handlers: onObject, methods: allowedMethods.object };
  if (kind.namespaced && info.namespace === '') return { handlers: acrossNamespaces, methods: ['GET'] };
  return { handlers: onCollection, methods: allowedMethods.collection };
};
