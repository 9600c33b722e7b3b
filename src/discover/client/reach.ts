import type { Target } from '../kubeconfig/target.ts';
import type { ProxyServer } from './choose-proxy.ts';
import type { DialListener, Link, Stage } from './link.ts';
import { connectTcp, type Tcp } from './tcp.ts';

/** Where to connect to, and through what. */
export type ReachOptions = {
  readonly target: Target;
  readonly proxy: ProxyServer | undefined;
  readonly listener?: DialListener | undefined;
  /** Called with what is waited for next. */
  readonly onStage?: ((stage: Stage) => void) | undefined;
  /** Destroys the connection, also when it stands already. */
  readonly signal: AbortSignal;
};

/** A connection over which bytes get to the server; `socket` is not that of TCP where a proxy speaks TLS. */
export type Reached = Tcp & Pick<Link, 'proxyHeaders'>;

/**
 * Connects to the server, or to the proxy and through it, so far as nothing but bytes are concerned.
 *
 * @throws what node:net reports of the server, unchanged; ClusterError where the proxy is to blame
 */
export async function reach(options: ReachOptions): Promise<Reached> {
  const { target, proxy, listener, onStage, signal } = options;
  if (proxy !== undefined) {
    onStage?.('proxy');
    const { reachThrough } = await import('./reach-through.ts');
    return reachThrough(proxy, options);
  }
  onStage?.('connect');
  return { ...(await connectTcp(new URL(target.server), signal, listener)), proxyHeaders: undefined };
}
