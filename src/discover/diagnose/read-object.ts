import { ClusterError } from '../../errors.ts';
import type { Client } from '../client/client.ts';
import type { Emit } from '../log/trace-event.ts';
import { ACCEPT_JSON } from '../walk/negotiate.ts';
import { parseAnswer } from '../walk/status-problem.ts';
import type { Untyped } from '../walk/untyped.ts';
import type { Step } from './evidence.ts';

/** Whom to ask. */
export type Asking = { readonly client: Client; readonly emit: Emit };

/**
 * Reads an object of the cluster, which may not be there, or not be for this user to read.
 *
 * @param what how a sentence calls it: `the Service default/fake`
 * @throws CancelledError on Ctrl-C
 */
export async function readObject(
  { client, emit }: Asking,
  path: string,
  what: string,
): Promise<Step<Untyped>> {
  const unknown = (reason: string) =>
    ({ kind: 'unknown', reason: `${what} cannot be read: ${reason}` }) as const;
  try {
    const exchange = await client.get({ path, accept: ACCEPT_JSON, site: 'list' }, emit);
    if (exchange.status === 404) return { kind: 'missing' };
    const parsed = parseAnswer(exchange);
    if (parsed.ok) return { kind: 'known', value: parsed.document };
    return unknown(parsed.problem.message);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return unknown(error.message);
  }
}
