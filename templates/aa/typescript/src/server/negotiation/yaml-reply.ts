import type { Reply } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { parseAccept } from './parse-accept.ts';
import { yamlText } from './yaml-text.ts';

/** The media type of YAML. */
export const yamlMediaType = 'application/yaml';

/** A reply as YAML for those who would rather have that than JSON: objects, lists and discovery, failures too. */
export const yamlReply = (request: ServerRequest, reply: Reply): Reply => {
  if (!('body' in reply) || !wantsYaml(request)) return reply;
  const isJson = String(reply.headers['Content-Type']).startsWith('application/json');
  if (!isJson) return reply;
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  const headers = { ...reply.headers, 'Content-Type': yamlMediaType };
  return { ...reply, headers, body: yamlText(JSON.parse(text)) };
};

const json = /^(?:application\/(?:json|\*)|\*(?:\/\*)?)$/;

const wantsYaml = (request: ServerRequest): boolean => {
  const accept = request.header('accept') ?? '';
  if (!accept.includes('yaml') || !request.path.startsWith('/apis')) return false;
  const served = parseAccept(accept).find(({ type }) => type === yamlMediaType || json.test(type));
  return served?.type === yamlMediaType;
};
