import { objectNotFound } from '../../api/api-errors.ts';
import { ApiError } from '../../api/status.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { resourceVersionProblem, untilVersion } from './requested-version.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';

/**
 * GET of one object: 200 with it, 404 where there is none, 406 for a form that is not served (k8s.io/apiserver
 * pkg/endpoints/handlers/get.go).
 */
export const getObject = async (input: ResourceInput): Promise<Reply> => {
  const representation = objectRepresentation(input.request);
  const item = await findObject(input, await wantedVersion(input));
  return jsonReply(200, representObject(item, { kind: input.kind, representation, now: input.server.now() }));
};

/** The resourceVersion that the state must not be older than; 500 for none that is one, as upstream. */
const wantedVersion = async ({ request, server }: ResourceInput): Promise<number | undefined> => {
  const text = request.query.get('resourceVersion') ?? '';
  const problem = resourceVersionProblem(text);
  if (problem !== undefined) throw new ApiError({ code: 500, message: problem });
  if (text === '') return undefined;
  const wanted = Number(text);
  await untilVersion(server.storage, wanted);
  return wanted;
};

/** The stored object that the path names, as it is now or not before a resourceVersion; 404 when there is none. */
export const findObject = async (input: ResourceInput, notOlderThan?: number): Promise<StoredObject> => {
  const item = await input.server.storage.get(keyOf(input), notOlderThan);
  if (item === undefined) throw objectNotFound(input.kind, input.info.name);
  return item;
};
