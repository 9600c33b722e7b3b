/** Bytes that are not the DER they should be; the message says what is wrong, for people. */
export class DerError extends Error {
  override readonly name = 'DerError';
}
