import { Agent } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import type { ClusterConfig, ClusterCredentials } from './cluster-config.ts';

/** How to show oneself to kube-apiserver at this moment. */
type Current = { readonly agent: Agent; readonly token: string | undefined };

/** Credentials that follow their files, and the connections that were made with them. */
export type ClusterSession = {
  readonly current: () => Promise<Current>;
  /** Reads the files again for the next request. */
  readonly forget: () => void;
  readonly close: () => void;
};

/** How long credentials are used before their files are read again. */
const keepMilliseconds = 10_000;

type Held = { readonly credentials: ClusterCredentials; readonly agent: Agent; since: number };

/** A session; files that cannot be read for a while leave the credentials of before in use. */
export const createClusterSession = (config: ClusterConfig, now: () => number): ClusterSession => {
  let held: Held | undefined;
  const renew = async (): Promise<Held> => {
    const credentials = await readOr(config, held?.credentials);
    if (held !== undefined && sameTls(held.credentials, credentials)) {
      held = { ...held, credentials, since: now() };
      return held;
    }
    dropUnused(held?.agent);
    held = { credentials, agent: agentOf(config, credentials), since: now() };
    return held;
  };
  return {
    current: async () => {
      const isFresh = held !== undefined && now() - held.since < keepMilliseconds;
      const { agent, credentials } = isFresh && held !== undefined ? held : await renew();
      return { agent, token: credentials.token };
    },
    forget: () => {
      if (held !== undefined) held.since = Number.NEGATIVE_INFINITY;
    },
    close: () => held?.agent.destroy(),
  };
};

/** Requests under way keep their sockets, which `destroy` would cut. */
const dropUnused = (agent: Agent | undefined): void => {
  for (const socket of Object.values(agent?.freeSockets ?? {}).flat()) socket?.destroy();
};

const readOr = async (
  config: ClusterConfig,
  before: ClusterCredentials | undefined,
): Promise<ClusterCredentials> => {
  try {
    return await config.credentials();
  } catch (cause) {
    if (before === undefined) throw cause;
    return before;
  }
};

const sameTls = ({ token: _a, ...a }: ClusterCredentials, { token: _b, ...b }: ClusterCredentials): boolean =>
  isDeepStrictEqual(a, b);

const agentOf = ({ tlsServerName, insecure }: ClusterConfig, { ca, cert, key }: ClusterCredentials): Agent =>
  new Agent({
    keepAlive: true,
    maxSockets: 64,
    rejectUnauthorized: !insecure,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
  });
