import type { Target } from '../kubeconfig/target.ts';
import { type Dialled, dial, type OnConnect } from './dial.ts';
import { http1Transport } from './http1-transport.ts';
import type { Transport } from './transport.ts';

/** A transport, and for the request that opened the connection what that took. */
type Ready = { readonly transport: Transport; readonly dialled: Dialled | undefined };

/** The connections to one server. */
export type Connection = {
  /** Connects with the first call; later calls wait for it or find it done. @throws as `dial` does */
  readonly ready: (onConnect: OnConnect) => Promise<Ready>;
  readonly close: () => void;
};

/** @returns the connections to a target, none open yet */
export function connection(target: Target): Connection {
  let opening: Promise<Ready> | undefined;
  const closing = new AbortController();
  return {
    ready: async (onConnect) => {
      const isFirst = opening === undefined;
      opening ??= open(target, onConnect, closing.signal);
      // One await for each caller: they go on in the order in which they came, /api before /apis.
      const { transport, dialled } = await opening;
      return { transport, dialled: isFirst ? dialled : undefined };
    },
    close: () => {
      closing.abort();
      opening?.then(
        ({ transport }) => transport.close(),
        () => undefined,
      );
    },
  };
}

async function open(target: Target, onConnect: OnConnect, signal: AbortSignal): Promise<Ready> {
  // Loaded while the handshake waits for the network; node:http2 takes longer to load than a local one takes.
  const loading = target.server.startsWith('https:') ? import('./http2-transport.ts') : undefined;
  const dialled = await dial(target, { alpn: ['h2', 'http/1.1'], onConnect, signal });
  const http2 = dialled.alpn === 'h2' ? await loading : undefined;
  const ended = dialled.endedBy();
  if (ended !== undefined) throw ended;
  if (http2 !== undefined) return { transport: http2.http2Transport(target.server, dialled.socket), dialled };
  const again = async () => (await dial(target, { alpn: ['http/1.1'], signal })).socket;
  const { host } = new URL(target.server);
  return { transport: http1Transport({ authority: host, first: dialled.socket, open: again }), dialled };
}
