import type { Status } from '../api/status.ts';
import type { Message } from '../websocket/message-reader.ts';

/**
 * How a console's input and output lie in messages (k8s.io/apimachinery pkg/util/remotecommand and
 * k8s.io/apiserver pkg/util/wsstream).
 */
export type Channels = {
  /** The input in a message: none where it is about something else, undefined where it says that there is no more. */
  readonly input: (message: Message) => Buffer | undefined;
  readonly output: (text: string) => Message;
  readonly errorOutput: (text: string) => Message;
  /** The last message, where there is one: how it ended. */
  readonly result: (status: Status) => Message | undefined;
};

/** The first byte of a message says what the others are. */
const channels = { input: 0, output: 1, errorOutput: 2, result: 3, closed: 255 } as const;

const onChannel = (channel: number, text: string): Buffer =>
  Buffer.concat([Buffer.of(channel), Buffer.from(text)]);

/** Version 4: a Status at the end. Version 5: the client may also say that it will type no more. */
const numbered: Channels = {
  input: (message) => {
    const bytes = Buffer.from(message);
    if (bytes[0] === channels.closed && bytes[1] === channels.input) return undefined;
    return bytes[0] === channels.input ? bytes.subarray(1) : Buffer.alloc(0);
  },
  output: (text) => onChannel(channels.output, text),
  errorOutput: (text) => onChannel(channels.errorOutput, text),
  result: (status) => onChannel(channels.result, JSON.stringify(status)),
};

/** Without a subprotocol a message is a line, or several, whichever way it was sent. */
const plain: Channels = {
  input: (message) => Buffer.concat([Buffer.from(message), Buffer.from('\n')]),
  output: (text) => text,
  errorOutput: (text) => text,
  result: () => undefined,
};

/** By the subprotocol that was agreed on. */
const byProtocol: Readonly<Record<string, Channels>> = {
  'v5.channel.k8s.io': numbered,
  'v4.channel.k8s.io': numbered,
  '': plain,
};

/** The subprotocols that consoles speak, '' among them: none has to be asked for. */
export const consoleProtocols: readonly string[] = Object.keys(byProtocol);

/** The channels of one of them. */
export const channelsOf = (protocol: string): Channels => byProtocol[protocol] ?? plain;
