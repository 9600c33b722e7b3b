import type { WatchCreateRequest, WatchRequest, WatchResponse } from './etcd-messages.ts';
import type { Metadata, Method } from './grpc-module.ts';
import type { Members } from './members.ts';

/** Told of what comes down a watch, and once of its end. */
export type WatchListener = {
  readonly onResponse: (response: WatchResponse) => void;
  readonly onEnd: (reason: string) => void;
};

/** An open watch. */
export type EtcdWatch = {
  /** Asks how far the store is; the answer comes after the events up to there. */
  readonly requestProgress: () => void;
  readonly cancel: () => void;
};

/** Over what watches go. */
export type WatchTransport = {
  readonly members: Members;
  readonly metadata: Metadata;
  readonly method: Method<WatchRequest, WatchResponse>;
};

/** Opens a watch at the current member; it ends with the stream, and when another member becomes the current one. */
export const openWatch = (
  { members, metadata, method }: WatchTransport,
  request: WatchCreateRequest,
  { onResponse, onEnd }: WatchListener,
): EtcdWatch => {
  const asked = members.current();
  const { path, requestSerialize, responseDeserialize } = method;
  const stream = asked.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata);
  let isOpen = true;
  const close = (): void => {
    isOpen = false;
    stopListening();
    stream.cancel();
  };
  const end = (reason: string): void => {
    if (!isOpen) return;
    close();
    members.turnFrom(asked);
    onEnd(reason);
  };
  const stopListening = members.onTurn(end);
  stream.on('data', (response) => isOpen && onResponse(response));
  stream.on('error', ({ details }) => end(details));
  stream.on('end', () => end('the stream ended'));
  stream.write({ createRequest: request });
  return {
    requestProgress: () => isOpen && stream.write({ progressRequest: {} }),
    cancel: close,
  };
};
