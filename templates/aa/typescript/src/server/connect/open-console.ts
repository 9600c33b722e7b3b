import { internalError } from '../api/api-errors.ts';
import { ApiError, type Status } from '../api/status.ts';
import { findObject } from '../handlers/resource/get.ts';
import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import type { Reply } from '../request/reply.ts';
import { acceptHandshake } from '../websocket/handshake.ts';
import { closeCodes, ProtocolFailure } from '../websocket/protocol-failure.ts';
import type { WebSocket } from '../websocket/web-socket.ts';
import { type Channels, channelsOf, consoleProtocols } from './channels.ts';
import type { ConsoleDefinition, ConsoleInput } from './connect-definition.ts';
import { connectInput } from './connect-input.ts';
import { consoleLines } from './console-lines.ts';
import { mergeAsUser } from './merge-as-user.ts';

/**
 * GET of a console: 101 and a WebSocket that the console talks on until it is done. 400 for a request that is no
 * handshake or offers other subprotocols alone, 404 where there is no object.
 */
export const openConsole = async (input: ResourceInput, definition: ConsoleDefinition): Promise<Reply> => {
  const { headers, protocol } = acceptHandshake(input.request, consoleProtocols);
  const { object } = await findObject(input);
  const channels = channelsOf(protocol);
  const websocket = (socket: WebSocket): void => {
    const gone = new AbortController();
    socket.onClose(() => gone.abort());
    const show = (message: string | Buffer): Promise<void> => {
      socket.send(message);
      return socket.drained();
    };
    void run(
      definition,
      { input, socket, channels },
      {
        ...connectInput(input, object, gone.signal),
        lines: consoleLines(socket.messages, channels),
        print: (line) => show(channels.output(`${line}\n`)),
        printError: (line) => show(channels.errorOutput(`${line}\n`)),
        read: async () => (await findObject(input)).object,
        merge: (patch) => mergeAsUser(input, patch),
      },
    ).finally(() => gone.abort());
  };
  return { status: 101, headers, websocket };
};

type Session = { readonly input: ResourceInput; readonly socket: WebSocket; readonly channels: Channels };

/** Says at the end how it went: by a Status where the subprotocol has a channel for it, and by the close code. */
const run = async (definition: ConsoleDefinition, session: Session, talk: ConsoleInput): Promise<void> => {
  const { input, socket, channels } = session;
  const finish = (status: Status, code: number): void => {
    const result = channels.result(status);
    if (result !== undefined) socket.send(result);
    socket.close(code, status.message ?? '');
  };
  try {
    await definition.run(talk);
    finish({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }, closeCodes.normal);
  } catch (cause) {
    if (cause instanceof ProtocolFailure) {
      socket.close(cause.code, cause.message);
      return;
    }
    if (!(cause instanceof ApiError)) input.server.log.error('A console failed', { err: String(cause) });
    const { status } = cause instanceof ApiError ? cause : internalError('see the log of the server');
    finish(status, closeCodes.internalError);
  }
};
