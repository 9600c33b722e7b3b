import { isControl, type Opcode, opcodes } from './frame.ts';
import { closeCodes, ProtocolFailure } from './protocol-failure.ts';

/** The longest header of a masked frame: two bytes, eight of length, four of mask (RFC 6455 section 5.2). */
export const longestHeader = 14;

/** All that a frame says before its payload. */
export type FrameHeader = {
  readonly final: boolean;
  readonly opcode: Opcode;
  readonly length: number;
  readonly mask: Buffer;
};

const known: ReadonlyMap<number, Opcode> = new Map(Object.values(opcodes).map((opcode) => [opcode, opcode]));

/** Bytes of the header of a client's frame, as far as its first two bytes tell. */
export const headerSize = (bytes: Buffer, filled: number): number => {
  if (filled < 2) return 2;
  const short = (bytes[1] ?? 0) & 0x7f;
  return 2 + (short === 127 ? 8 : short === 126 ? 2 : 0) + 4;
};

/** What the first two bytes already give away. @throws ProtocolFailure */
export const checkFirstBytes = (bytes: Buffer): void => {
  const [first = 0, second = 0] = bytes;
  if ((first & 0x70) !== 0) throw broken('a reserved bit is set, and no extension was agreed on');
  const opcode = known.get(first & 0x0f);
  if (opcode === undefined) throw broken(`there is no opcode ${first & 0x0f}`);
  if ((second & 0x80) === 0) throw broken('a client must mask its frames');
  if (!isControl(opcode)) return;
  if ((first & 0x80) === 0) throw broken('a control frame must not be fragmented');
  if ((second & 0x7f) > 125) throw broken('a control frame holds 125 bytes at most');
};

/** Reads a whole header whose first bytes were checked. @throws ProtocolFailure also above `limit` bytes of payload */
export const readHeader = (bytes: Buffer, limit: number): FrameHeader => {
  const [first = 0] = bytes;
  const size = headerSize(bytes, 2);
  const length = payloadLength(bytes);
  if (length > limit) throw new ProtocolFailure(closeCodes.messageTooBig, `the limit is ${limit} bytes`);
  return {
    final: (first & 0x80) !== 0,
    opcode: known.get(first & 0x0f) ?? opcodes.continuation,
    length,
    mask: Buffer.from(bytes.subarray(size - 4, size)),
  };
};

const payloadLength = (bytes: Buffer): number => {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short < 126) return short;
  const length = short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (length >= 2 ** 63) throw broken('the length of a frame has its highest bit set');
  if (length < (short === 126 ? 126 : 2 ** 16)) throw broken('the length of a frame is longer than need be');
  return length;
};

const broken = (message: string): ProtocolFailure => new ProtocolFailure(closeCodes.protocolError, message);
