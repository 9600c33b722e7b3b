/** Content type of TLS records that carry a handshake (RFC 8446 section 5.1). */
const HANDSHAKE = 22;
const RECORD_HEADER = 5;
/** Type of the Certificate message (RFC 5246 section 7.4). */
const CERTIFICATE = 11;
const MESSAGE_HEADER = 4;

/**
 * Reads the certificates that a server sent from what came over the wire. Up to TLS 1.2 they are not encrypted, so this
 * is the chain as sent: OpenSSL's own list is sorted and leaves out what does not belong.
 *
 * @param bytes the beginning of the server's side of a connection of TLS 1.2
 * @returns the DER of each, in order; undefined where the message is not there, or not whole
 */
export function sentCertificates(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const handshake = handshakeBytes(bytes);
  for (let at = 0; at + MESSAGE_HEADER <= handshake.length; ) {
    const length = uint24(handshake, at + 1);
    const body = handshake.subarray(at + MESSAGE_HEADER, at + MESSAGE_HEADER + length);
    if (handshake[at] === CERTIFICATE) return body.length < length ? undefined : certificateList(body);
    at += MESSAGE_HEADER + length;
  }
  return undefined;
}

/** The handshake messages without the records that cut them up. */
function handshakeBytes(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at + RECORD_HEADER <= bytes.length && bytes[at] === HANDSHAKE; ) {
    const length = ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
    parts.push(bytes.subarray(at + RECORD_HEADER, at + RECORD_HEADER + length));
    at += RECORD_HEADER + length;
  }
  return Buffer.concat(parts);
}

function certificateList(body: Uint8Array): readonly Uint8Array[] {
  const certificates: Uint8Array[] = [];
  for (let at = 3; at + 3 <= body.length; ) {
    const length = uint24(body, at);
    certificates.push(body.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  return certificates;
}

function uint24(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}
