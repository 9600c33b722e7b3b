/** A file or bytes that are not what they should be; the message continues a sentence: `has bytes behind its end`. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
