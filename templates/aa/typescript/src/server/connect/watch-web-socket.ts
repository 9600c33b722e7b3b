import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import { watchObjects } from '../handlers/resource/watch.ts';
import type { Reply, Sink } from '../request/reply.ts';
import { acceptHandshake } from '../websocket/handshake.ts';
import { closeCodes } from '../websocket/protocol-failure.ts';
import type { WebSocket } from '../websocket/web-socket.ts';

/**
 * A watch over a WebSocket, a text message for each event, for clients that cannot read a reply before its end
 * (k8s.io/apiserver pkg/endpoints/handlers/watch.go HandleWS). Closed at the timeout; failures are those of a watch.
 */
export const watchOverWebSocket = async (input: ResourceInput): Promise<Reply> => {
  // Any subprotocol will do: browsers cannot send a token but beside one, and want it agreed on.
  const { headers } = acceptHandshake(input.request, 'any');
  const reply = await watchObjects(input);
  if (!('stream' in reply)) return reply;
  const websocket = (socket: WebSocket): void => {
    void ignore(socket);
    reply.stream(sinkOf(socket));
  };
  return { status: 101, headers, websocket };
};

const sinkOf = (socket: WebSocket): Sink => ({
  write: (event) => socket.send(event),
  end: () => socket.close(closeCodes.normal),
  abort: () => socket.destroy(),
  onClose: (callback) => socket.onClose(callback),
  buffered: () => socket.buffered(),
  drained: () => socket.drained(),
});

/** A watcher has nothing to say; what it says all the same must not hold back its pings. */
const ignore = async ({ messages }: WebSocket): Promise<void> => {
  for await (const _ of messages);
};
