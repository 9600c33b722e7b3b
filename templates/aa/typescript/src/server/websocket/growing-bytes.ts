/** Bytes that are collected piece by piece. */
export type GrowingBytes = {
  readonly length: () => number;
  readonly append: (piece: Uint8Array) => void;
  /** All of them, and begins anew. */
  readonly take: () => Buffer;
};

/** Collects in one buffer that doubles: ten thousand pieces cost no more memory than one. */
export const createGrowingBytes = (): GrowingBytes => {
  let bytes: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    length: () => length,
    append: (piece) => {
      if (length + piece.length > bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + piece.length));
        bytes.copy(grown, 0, 0, length);
        bytes = grown;
      }
      bytes.set(piece, length);
      length += piece.length;
    },
    take: () => {
      const taken = bytes.subarray(0, length);
      bytes = Buffer.alloc(0);
      length = 0;
      return taken;
    },
  };
};
