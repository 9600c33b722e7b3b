import type { Reply, ReplyHeaders } from '../request/reply.ts';

/** A reply with a JSON body; text and bytes are taken as JSON that is already written. */
export const jsonReply = (
  status: number,
  body: object | string | Uint8Array,
  headers: ReplyHeaders = {},
): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private', ...headers },
  body: typeof body === 'string' || body instanceof Uint8Array ? body : `${JSON.stringify(body)}\n`,
});

/** A reply with a plain text body, which browsers must not take for anything else. */
export const textReply = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  body,
});
