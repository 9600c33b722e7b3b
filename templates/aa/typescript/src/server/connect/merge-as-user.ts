import type { ApiObject } from '../api/api-object.ts';
import type { JsonObject } from '../api/json.ts';
import { attributesOf } from '../authorization/attributes.ts';
import { authorize } from '../authorization/authorize.ts';
import { patchObject } from '../handlers/resource/patch.ts';
import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import type { ServerRequest } from '../request/server-request.ts';

/**
 * PATCH of the object that a request for a subresource names, as the user of that request: with the same rights, rules
 * and failures as if the client had sent it.
 */
export const mergeAsUser = async (input: ResourceInput, patch: JsonObject): Promise<ApiObject> => {
  const info = { ...input.info, verb: 'patch', subresource: '' };
  const request = patchRequest(input.request, patch);
  await authorize(input.server.authorizer, input.user, attributesOf(request, info));
  const reply = await patchObject({ ...input, request, info });
  if (!('body' in reply)) throw new Error('a patch is answered in one piece');
  return JSON.parse(Buffer.from(reply.body).toString('utf8'));
};

const headers: Readonly<Record<string, string>> = {
  'content-type': 'application/merge-patch+json',
  accept: 'application/json',
};

const patchRequest = (request: ServerRequest, patch: JsonObject): ServerRequest => ({
  ...request,
  method: 'PATCH',
  query: new URLSearchParams({ fieldValidation: 'Strict' }),
  header: (name) => headers[name] ?? request.header(name),
  body: async () => Buffer.from(JSON.stringify(patch)),
});
