import { StringDecoder } from 'node:string_decoder';
import type { Message } from '../websocket/message-reader.ts';
import { closeCodes, ProtocolFailure } from '../websocket/protocol-failure.ts';
import type { Channels } from './channels.ts';

/** Characters that a line may have. */
const longestLine = 64 * 1024;

/** Cuts what a client types into lines, ended as terminals and programs end them. @throws ProtocolFailure for an endless one */
export async function* consoleLines(
  messages: AsyncIterable<Message>,
  channels: Channels,
): AsyncGenerator<string, void, undefined> {
  // A character may come in two messages.
  const decoder = new StringDecoder('utf8');
  let begun = '';
  for await (const message of messages) {
    const typed = channels.input(message);
    if (typed === undefined) break;
    const [first = '', ...more] = decoder.write(typed).split(/\r\n|[\r\n]/);
    const ended = more.length === 0 ? [] : [`${begun}${first}`, ...more.slice(0, -1)];
    begun = more.at(-1) ?? `${begun}${first}`;
    if (begun.length > longestLine) {
      throw new ProtocolFailure(closeCodes.messageTooBig, `a line holds ${longestLine} characters at most`);
    }
    yield* ended;
  }
  if (begun !== '') yield begun;
}
