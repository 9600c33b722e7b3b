import { type Dialled, dial, type OnConnect } from './dial.ts';
import { http1Transport } from './http1-transport.ts';
import type { Target } from './target.ts';
import type { Transport } from './transport.ts';

/** A transport, and for the request that opened the connection what that took. */
export type Ready = { readonly transport: Transport; readonly dialled: Dialled | undefined };

/** The connections to one server. */
export type Connection = {
  /** Connects with the first call; later calls wait for it or find it done. @throws as `dial` does */
  readonly ready: (onConnect: OnConnect) => Promise<Ready>;
  readonly close: () => void;
};

/** @returns the connections to a target, none open yet */
export function connection(target: Target): Connection {
  let opening: Promise<Ready> | undefined;
  return {
    ready: async (onConnect) => {
      if (opening !== undefined) return { ...(await opening), dialled: undefined };
      opening = open(target, onConnect);
      return opening;
    },
    close: () => {
      opening?.then(
        ({ transport }) => transport.close(),
        () => undefined,
      );
    },
  };
}

async function open(target: Target, onConnect: OnConnect): Promise<Ready> {
  const dialled = await dial(target, ['h2', 'http/1.1'], onConnect);
  return { transport: await transportOver(target, dialled), dialled };
}

async function transportOver(target: Target, { socket, alpn }: Dialled): Promise<Transport> {
  if (alpn === 'h2') {
    const { http2Transport } = await import('./http2-transport.ts');
    return http2Transport(target.server, socket);
  }
  const again = async () => (await dial(target, ['http/1.1'], () => undefined)).socket;
  return http1Transport({ authority: new URL(target.server).host, first: socket, open: again });
}
