import { isUtf8 } from 'node:buffer';
import { type Closing, readClosing } from './close-payload.ts';
import { type Frame, isControl, opcodes } from './frame.ts';
import { createGrowingBytes } from './growing-bytes.ts';
import { closeCodes, ProtocolFailure } from './protocol-failure.ts';

/** A whole message: text, or bytes. */
export type Message = string | Buffer;

/** Where what a client sends goes. */
export type MessageListener = {
  readonly onMessage: (message: Message) => void;
  readonly onPing: (payload: Buffer) => void;
  readonly onClose: (closing: Closing) => void;
};

/** Puts fragments together to messages of `limit` bytes at most. @throws ProtocolFailure for what breaks a rule */
export const createMessageReader = (limit: number, listener: MessageListener): ((frame: Frame) => void) => {
  const fragments = createGrowingBytes();
  /** Of the message that is on its way; undefined between messages. */
  let type: Frame['opcode'] | undefined;

  const takeData = ({ final, opcode, payload }: Frame): void => {
    const isContinued = opcode === opcodes.continuation;
    if (isContinued !== (type !== undefined)) throw misplaced(isContinued);
    type ??= opcode;
    if (fragments.length() + payload.length > limit)
      throw new ProtocolFailure(closeCodes.messageTooBig, `the limit is ${limit} bytes`);
    fragments.append(payload);
    if (!final) return;
    const message = messageOf(type, fragments.take());
    type = undefined;
    listener.onMessage(message);
  };

  return (frame) => {
    if (!isControl(frame.opcode)) takeData(frame);
    else if (frame.opcode === opcodes.ping) listener.onPing(frame.payload);
    else if (frame.opcode === opcodes.close) listener.onClose(readClosing(frame.payload));
  };
};

const messageOf = (type: Frame['opcode'], bytes: Buffer): Message => {
  if (type === opcodes.binary) return bytes;
  if (!isUtf8(bytes)) throw new ProtocolFailure(closeCodes.invalidText, 'a text is not UTF-8');
  return bytes.toString('utf8');
};

const misplaced = (isContinued: boolean): ProtocolFailure =>
  new ProtocolFailure(
    closeCodes.protocolError,
    isContinued ? 'there is no message to continue' : 'the message before is not finished',
  );
