import { Agent, type AgentOptions } from 'node:https';
import type { Endpoint } from '../exchange.ts';

/** PEM of somebody's certificate and key. */
export type ClientPair = { readonly cert: string | Buffer; readonly key: string | Buffer };

/** How a server on its own port is reached: alice comes as the front proxy has her. */
export function directEndpoint({
  url,
  tls,
  admin,
  frontProxy,
}: {
  readonly url: string;
  readonly tls: AgentOptions;
  readonly admin: ClientPair;
  readonly frontProxy: ClientPair;
}): Endpoint {
  const agentOf = (client: ClientPair | object) => new Agent({ keepAlive: true, ...tls, ...client });
  return {
    url,
    agents: { admin: agentOf(admin), alice: agentOf(frontProxy), nobody: agentOf({}) },
    headers: {
      admin: {},
      alice: { 'X-Remote-User': 'alice', 'X-Remote-Group': 'system:authenticated' },
      nobody: {},
    },
  };
}
