import type { Frame } from './frame.ts';
import { checkFirstBytes, type FrameHeader, headerSize, longestHeader, readHeader } from './frame-header.ts';

/** Takes bytes as they come. @throws ProtocolFailure at the first that breaks a rule; nothing may follow then */
export type FrameReader = (chunk: Buffer) => void;

/** Cuts the bytes of a client into frames; a payload above `limit` bytes is refused when its header is read. */
export const createFrameReader = (limit: number, onFrame: (frame: Frame) => void): FrameReader => {
  const head = Buffer.alloc(longestHeader);
  let filled = 0;
  let incoming: Incoming | undefined;

  const takeHead = (chunk: Buffer): Buffer => {
    const count = Math.min(headerSize(head, filled) - filled, chunk.length);
    chunk.copy(head, filled, 0, count);
    filled += count;
    if (filled === 2) checkFirstBytes(head);
    if (filled > 2 && filled === headerSize(head, filled)) {
      const header = readHeader(head, limit);
      // Copied into one buffer: a payload in a thousand pieces must not cost more than one in one piece.
      incoming = { header, payload: Buffer.allocUnsafe(header.length), received: 0 };
      filled = 0;
    }
    return chunk.subarray(count);
  };

  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      rest = incoming === undefined ? takeHead(rest) : takePayload(incoming, rest);
      if (incoming !== undefined && incoming.received === incoming.header.length) {
        const { header, payload } = incoming;
        incoming = undefined;
        onFrame({ final: header.final, opcode: header.opcode, payload });
      }
    }
  };
};

/** A frame whose payload is on its way. */
type Incoming = { readonly header: FrameHeader; readonly payload: Buffer; received: number };

/** Unmasks as many bytes as belong to the frame (RFC 6455 section 5.3) and gives the others. */
const takePayload = (incoming: Incoming, chunk: Buffer): Buffer => {
  const { header, payload } = incoming;
  const count = Math.min(header.length - incoming.received, chunk.length);
  for (let index = 0; index < count; index++) {
    const at = incoming.received + index;
    payload[at] = (chunk[index] ?? 0) ^ (header.mask[at & 3] ?? 0);
  }
  incoming.received += count;
  return chunk.subarray(count);
};
