import type { Reply } from '../request/reply.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** People read what these programs show (k8s.io/apiserver pkg/endpoints/handlers/negotiation isPrettyPrint). */
const readByPeople = /^(curl|Wget|Mozilla\/5\.0)/;

/** A reply as the client wants to read it: JSON is indented for `pretty=1` and for those who do not say. */
export const prettyReply = (request: ServerRequest, reply: Reply): Reply => {
  if (!('body' in reply) || !isPretty(request)) return reply;
  const isJson = String(reply.headers['Content-Type']).startsWith('application/json');
  if (!isJson) return reply;
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  return { ...reply, body: `${JSON.stringify(JSON.parse(text), undefined, 2)}\n` };
};

const isPretty = (request: ServerRequest): boolean => {
  const wanted = request.query.get('pretty') ?? '';
  if (wanted !== '') return wanted === '1' || wanted === 'true';
  return readByPeople.test(request.header('user-agent') ?? '');
};
