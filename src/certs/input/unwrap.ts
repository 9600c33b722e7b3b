/** Something about the way an input is written that keeps a program from reading it, though kx can. */
export type Remark = {
  readonly id:
    | 'byte-order-mark'
    | 'utf-16'
    | 'base64'
    | 'base64-twice'
    | 'escaped-line-breaks'
    | 'carriage-returns';
  /** Continues the name of the input: `begins with …`. */
  readonly sentence: string;
};

/** Bytes without their wrapping. */
export type Unwrapped = { readonly bytes: Uint8Array; readonly remarks: readonly Remark[] };

const MAX_LAYERS = 4;

/**
 * Takes off what people wrap PEM and DER in by mistake: a byte order mark, UTF-16, base64 once or more, `\n` written
 * as two characters. Stops at what is none of these.
 */
export function unwrap(bytes: Uint8Array): Unwrapped {
  const remarks: Remark[] = [];
  let rest = bytes;
  let base64Layers = 0;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const step = stepOf(rest);
    if (step === undefined) break;
    rest = step.bytes;
    if (step.remark === undefined) base64Layers++;
    else remarks.push(step.remark);
  }
  return { bytes: rest, remarks: [...remarks, ...base64Remark(base64Layers)] };
}

function base64Remark(layers: number): readonly Remark[] {
  if (layers === 0) return [];
  if (layers === 1) return [{ id: 'base64', sentence: 'is base64 of it, as a caBundle field is' }];
  const times = layers === 2 ? 'twice' : `${layers} times`;
  return [{ id: 'base64-twice', sentence: `is base64 ${times}: a caBundle field takes it once` }];
}

type Step = { readonly bytes: Uint8Array; readonly remark?: Remark };

/** @returns the text of bytes in UTF-8 or UTF-16, without a byte order mark */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode((byteOrderMark(bytes) ?? utf16(bytes))?.bytes ?? bytes);
}

function stepOf(bytes: Uint8Array): Step | undefined {
  return byteOrderMark(bytes) ?? utf16(bytes) ?? base64(bytes) ?? escaped(bytes) ?? carriageReturns(bytes);
}

function byteOrderMark(bytes: Uint8Array): Step | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const sentence =
      'begins with a byte order mark, which hides the first block from Go: save it as UTF-8 without';
    return { bytes: bytes.subarray(3), remark: { id: 'byte-order-mark', sentence } };
  }
  return undefined;
}

function utf16(bytes: Uint8Array): Step | undefined {
  const order = orderOf(bytes);
  if (order === undefined) return undefined;
  const text = new TextDecoder(order).decode(bytes);
  const sentence = 'is UTF-16, which no verifier reads: save it as UTF-8';
  return { bytes: new TextEncoder().encode(text), remark: { id: 'utf-16', sentence } };
}

function orderOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x2d && bytes[1] === 0 && bytes[2] === 0x2d && bytes[3] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x2d && bytes[2] === 0 && bytes[3] === 0x2d) return 'utf-16be';
  return undefined;
}

/** Only base64 whose inside is PEM, DER or base64 of these: a word such as `garbage` is base64 as well. */
function base64(bytes: Uint8Array): Step | undefined {
  const text = latin1(bytes).replace(/\s+/g, '');
  if (text.length < 16 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  const inside = new Uint8Array(Buffer.from(text, 'base64'));
  const start = latin1(inside.subarray(0, 64));
  const isKnown =
    /-----BEGIN |^LS0tLS1CRUdJTi|^TFMwdExTMUNSVWRK/.test(start) || (inside[0] === 0x30 && inside.length > 64);
  return isKnown ? { bytes: inside } : undefined;
}

function escaped(bytes: Uint8Array): Step | undefined {
  const text = latin1(bytes);
  if (!/-----BEGIN [A-Z0-9 ]+-----\\n/.test(text)) return undefined;
  const sentence = 'has \\n as two characters in place of line breaks, so no PEM block is found in it';
  const bare = text.replaceAll(/(?:\\r)?\\n/g, '\n').replaceAll(/^"|"$/g, '');
  return {
    bytes: Uint8Array.from(Buffer.from(bare, 'latin1')),
    remark: { id: 'escaped-line-breaks', sentence },
  };
}

/** Line ends of the first Macintosh: to Go and OpenSSL the whole file is one line. */
function carriageReturns(bytes: Uint8Array): Step | undefined {
  const text = latin1(bytes);
  if (text.includes('\n') || !/-----BEGIN [A-Z0-9 ]+-----\r/.test(text)) return undefined;
  const sentence = 'has CR alone as line ends, so no PEM block is found in it: save it with LF';
  return {
    bytes: Uint8Array.from(Buffer.from(text.replaceAll('\r', '\n'), 'latin1')),
    remark: { id: 'carriage-returns', sentence },
  };
}

/** @returns the bytes as text, one character each */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
