import { pathNotFound } from '../api/api-errors.ts';
import { textReply } from '../negotiation/json-reply.ts';
import type { Reply } from '../request/reply.ts';
import type { HandlerInput, ServerContext } from './server-context.ts';

type Check = { readonly name: string; readonly passes: (server: ServerContext) => Promise<boolean> };

const ping: Check = { name: 'ping', passes: async () => true };
const storage: Check = {
  name: 'storage',
  passes: async (server) => (await server.storage.currentResourceVersion()) > 0,
};
const shutdown: Check = { name: 'shutdown', passes: async (server) => !server.isStopping() };

const checks: Readonly<Record<string, readonly Check[]>> = {
  healthz: [ping, storage],
  livez: [ping],
  readyz: [ping, storage, shutdown],
};

/** Answers `/healthz`, `/livez` and `/readyz`, each check below them, `?verbose` and `?exclude=CHECK`. */
export const health = async (
  { request, server }: HandlerInput,
  segments: readonly string[],
): Promise<Reply> => {
  const [endpoint = '', only, ...rest] = segments;
  const excluded = request.query.getAll('exclude');
  const wanted = (checks[endpoint] ?? []).filter(
    ({ name }) => (only === undefined || only === name) && !excluded.includes(name),
  );
  if (rest.length > 0 || (only !== undefined && wanted.length === 0)) throw pathNotFound();
  const results = await Promise.all(
    wanted.map(async (check) => ({ name: check.name, ok: await outcome(check, server) })),
  );
  const ok = results.every((each) => each.ok);
  if (ok && !request.query.has('verbose')) return textReply(200, 'ok');
  const lines = results.map((each) =>
    each.ok ? `[+]${each.name} ok` : `[-]${each.name} failed: reason withheld`,
  );
  const last = `${endpoint} check ${ok ? 'passed' : 'failed'}`;
  return textReply(ok ? 200 : 500, `${[...lines, last].join('\n')}\n`);
};

const outcome = async (check: Check, server: ServerContext): Promise<boolean> => {
  try {
    return await check.passes(server);
  } catch {
    return false;
  }
};
