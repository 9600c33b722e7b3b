import { setMaxListeners } from 'node:events';
import type { Target } from '../kubeconfig/target.ts';
import type { ProxyServer } from './choose-proxy.ts';
import { type DialOptions, dial } from './dial.ts';
import type { DialListener, Stage } from './link.ts';
import type { Transport } from './transport.ts';

/** Connections of HTTP/1.1 at once: enough to hide latency, too few to trip a load balancer. */
const MAX_HTTP1 = 24;

/** How to connect, and to whom. */
export type ConnectionsOptions = {
  readonly target: Target;
  readonly proxy: ProxyServer | undefined;
  /** Protocols to offer, best first. */
  readonly alpn: readonly string[];
  /** @returns what the next connection is called in records */
  readonly nextId: () => number;
};

/** A connection for one request. */
export type Lease = {
  readonly transport: Transport;
  /** Whether it was made for this very request, which then waited for it. */
  readonly isNew: boolean;
  /** To be called when the request is over. */
  readonly release: () => void;
};

/** The connections to one server. */
export type Connections = {
  /** @returns a connection that stands and takes one more request */
  readonly free: () => Lease | undefined;
  /**
   * Connects with the first call, and where every connection is taken or gone; calls that come meanwhile wait for it.
   *
   * @param listener told where this call connects
   * @throws as `dial` does
   */
  readonly lease: (listener: DialListener) => Promise<Lease>;
  /** @returns how many requests the server may be sent at once */
  readonly limit: () => number;
  /** What a connection that is being made waits for. */
  readonly stage: () => Stage;
  readonly close: () => void;
};

/** @returns the connections to a target, none open yet */
export function connections(options: ConnectionsOptions): Connections {
  const requests = new Map<Transport, number>();
  const closing = new AbortController();
  // Each connection that stands listens to it; Node takes more than ten listeners for a leak and warns on stderr.
  setMaxListeners(0, closing.signal);
  let stage: Stage = 'connect';
  let opening: Promise<Lease> | undefined;
  let protocols = options.alpn;

  const lease = (transport: Transport, isNew: boolean): Lease => {
    requests.set(transport, (requests.get(transport) ?? 0) + 1);
    const release = () => void requests.set(transport, (requests.get(transport) ?? 1) - 1);
    return { transport, isNew, release };
  };
  const connect = async (listener: DialListener) => {
    const onStage = (next: Stage) => {
      stage = next;
    };
    const { target, proxy, nextId } = options;
    const how = { target, proxy, alpn: protocols, id: nextId(), listener, onStage, signal: closing.signal };
    const transport = await transportOver(how);
    if (transport.capacity === 1) protocols = ['http/1.1'];
    return lease(transport, true);
  };
  const free = () => {
    const transport = firstFree(requests);
    return transport === undefined ? undefined : lease(transport, false);
  };
  return {
    free,
    lease: async (listener) => {
      // What else is asked waits for a connection that may carry it as well: HTTP/2, or not known yet.
      for (let waited = opening; waited !== undefined; waited = opening) await waited;
      const standing = free();
      if (standing !== undefined) return standing;
      if (protocols.length === 1) return connect(listener);
      opening = connect(listener);
      try {
        return await opening;
      } finally {
        opening = undefined;
      }
    },
    limit: () => (protocols.length === 1 ? MAX_HTTP1 : Number.POSITIVE_INFINITY),
    stage: () => stage,
    close: () => {
      closing.abort();
      for (const transport of requests.keys()) transport.close();
    },
  };
}

function firstFree(requests: Map<Transport, number>): Transport | undefined {
  for (const [transport, running] of requests) {
    if (!transport.isOpen()) requests.delete(transport);
    else if (running < transport.capacity) return transport;
  }
  return undefined;
}

async function transportOver(options: DialOptions): Promise<Transport> {
  const { server } = options.target;
  let loading: Promise<typeof import('./http2-transport.ts')> | undefined;
  const onStage = (stage: Stage) => {
    options.onStage?.(stage);
    // Loaded while the server shakes hands; node:http2 takes longer to load than a local one takes.
    if (stage === 'tls' && options.alpn.includes('h2')) loading = import('./http2-transport.ts');
  };
  const link = await dial({ ...options, onStage });
  const http2 = link.alpn === 'h2' ? await loading : undefined;
  const transport =
    http2?.http2Transport(server, link) ??
    (await import('./http1-transport.ts')).http1Transport(server, link);
  const ended = link.endedBy();
  if (ended !== undefined) throw ended;
  return transport;
}
