/** What a frame is (RFC 6455 section 5.2); from 8 on it controls the connection and is no part of a message. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type Opcode = (typeof opcodes)[keyof typeof opcodes];

/** One frame as it was received, unmasked. */
export type Frame = { readonly final: boolean; readonly opcode: Opcode; readonly payload: Buffer };

/** Control frames are the only ones that may stand between the fragments of a message (RFC 6455 section 5.4). */
export const isControl = (opcode: Opcode): boolean => opcode >= opcodes.close;

/** A whole frame as a server sends it: final, and never masked (RFC 6455 section 5.1). */
export const encodeFrame = (opcode: Opcode, payload: Uint8Array): Buffer => {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 2 ** 16 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (header.length === 2) header[1] = length;
  else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
};
