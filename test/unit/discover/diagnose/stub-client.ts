import type { Client } from '../../../../src/discover/client/client.ts';
import { ClusterError } from '../../../../src/errors.ts';

/** What a path answers; `cut` is no answer at all, an error ends everything. */
export type StubReply = { readonly status?: number; readonly body: string | object } | 'cut' | Error;

export const FORBIDDEN: StubReply = {
  status: 403,
  body: { kind: 'Status', status: 'Failure', message: 'no', code: 403 },
};

/** @returns a client that answers by path, 404 otherwise, and the paths that it was asked, without queries */
export function stubClient(routes: Readonly<Record<string, StubReply>>): {
  readonly client: Client;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const get: Client['get'] = async ({ path, site }) => {
    const plain = path.replace(/\?.*/, '');
    asked.push(plain);
    const reply = routes[plain] ?? { status: 404, body: 'not found' };
    if (reply === 'cut') throw new ClusterError('it went away');
    if (reply instanceof Error) throw reply;
    const { status = 200, body } = reply;
    const timings = { total: 0, reused: true, lookup: 0, dial: 0, handshake: 0, connection: 0, server: 0 };
    return {
      request: { method: 'GET', url: path, headers: [], site },
      status,
      statusText: status === 403 ? '403 Forbidden' : String(status),
      headers: [['Content-Type', 'application/json']],
      timings,
      protocol: 'HTTP/2.0',
      bytes: 0,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    };
  };
  return { client: { get, close: () => {} }, asked };
}
