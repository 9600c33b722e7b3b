import { CancelledError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import { chooseProxy, type Environment, type ProxyServer } from './choose-proxy.ts';
import { type Connections, connections } from './connections.ts';
import { untilAborted } from './until-aborted.ts';

/** The way to a server, with the credentials of the moment. */
export type Access = {
  readonly current: () => {
    readonly target: Target;
    readonly proxy: ProxyServer | undefined;
    readonly connections: Connections;
  };
  /** @returns how many requests the server may be sent at once */
  readonly limit: () => number;
  /**
   * Makes new credentials, once for all requests that found the same ones rejected.
   *
   * @throws ClusterError where that fails; CancelledError on Ctrl-C
   */
  readonly refresh: (rejected: Target) => Promise<void>;
  readonly close: () => void;
};

type AccessOptions = { readonly target: Target; readonly env: Environment; readonly signal: AbortSignal };

/** @throws ClusterError for a proxy of the environment that cannot be used */
export function accessTo({ target: first, env, signal }: AccessOptions): Access {
  const proxy = chooseProxy(first, env);
  // client-go leaves HTTP/2 out for the same reason (apimachinery util/net SetTransportDefaults).
  const alpn = (env['DISABLE_HTTP2'] ?? '') === '' ? ['h2', 'http/1.1'] : ['http/1.1'];
  let made = 0;
  const nextId = () => {
    made += 1;
    return made;
  };
  const opened: Connections[] = [];
  const open = (target: Target) => {
    const pool = connections({ target, proxy, alpn, nextId });
    opened.push(pool);
    return { target, proxy, connections: pool };
  };
  let current = open(first);
  let refreshing: Promise<void> | undefined;
  const renew = async (rejected: Target) => {
    const target = (await rejected.refresh?.()) ?? rejected;
    const isSameClient = target.tls.cert === rejected.tls.cert && target.tls.key === rejected.tls.key;
    current = isSameClient ? { ...current, target } : open(target);
  };
  return {
    current: () => current,
    limit: () => current.connections.limit(),
    refresh: async (rejected) => {
      if (current.target !== rejected) return;
      refreshing ??= renew(rejected).finally(() => {
        refreshing = undefined;
      });
      await untilAborted(refreshing, signal).catch((cause: unknown) => {
        throw signal.aborted ? new CancelledError('cancelled', { cause }) : cause;
      });
    },
    close: () => {
      for (const pool of opened) pool.close();
    },
  };
}
