import { objectNotFound } from '../../api/api-errors.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';

/**
 * GET of one object: 200 with it, 404 where there is none, 406 for a form that is not served (k8s.io/apiserver
 * pkg/endpoints/handlers/get.go).
 */
export const getObject = async (input: ResourceInput): Promise<Reply> => {
  const representation = objectRepresentation(input.request);
  const item = await findObject(input);
  return jsonReply(200, representObject(item, { kind: input.kind, representation, now: input.server.now() }));
};

/** The stored object that the path names; 404 when there is none. */
export const findObject = async (input: ResourceInput): Promise<StoredObject> => {
  const item = await input.server.storage.get(keyOf(input));
  if (item === undefined) throw objectNotFound(input.kind, input.info.name);
  return item;
};
