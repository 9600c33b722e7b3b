import { InputError } from './input-error.ts';

/** One element of DER: its first octet, its content, and itself as it stands. */
export type DerValue = {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly encoded: Uint8Array;
};

/**
 * Reads exactly one element. Strict DER (X.690 section 10): definite, shortest lengths, nothing behind it.
 *
 * @throws InputError
 */
export function splitElement(der: Uint8Array): DerValue {
  const element = readElement(der, 0);
  if (element.encoded.length !== der.length) throw new InputError('has bytes behind its end');
  return element;
}

/**
 * Reads the first element, whatever stands behind it.
 *
 * @throws InputError
 */
export function firstElement(bytes: Uint8Array): DerValue {
  return readElement(bytes, 0);
}

/**
 * Reads the elements that a constructed element holds.
 *
 * @throws InputError
 */
export function splitContent(content: Uint8Array): readonly DerValue[] {
  const elements: DerValue[] = [];
  for (let at = 0; at < content.length; ) {
    const element = readElement(content, at);
    elements.push(element);
    at += element.encoded.length;
  }
  return elements;
}

/**
 * Reads one element of a known type and gives its content.
 *
 * @throws InputError where there is none, or one of another type
 */
export function contentOf(element: DerValue | undefined, tag: number): Uint8Array {
  if (element?.tag !== tag) throw new InputError(`has ${describeTag(element)} where ${hexTag(tag)} belongs`);
  return element.content;
}

function readElement(bytes: Uint8Array, start: number): DerValue {
  const tag = octetAt(bytes, start);
  if ((tag & 0x1f) === 0x1f) throw new InputError('has a tag number above 30');
  const { length, headerLength } = readLength(bytes, start + 1);
  const contentStart = start + 1 + headerLength;
  const end = contentStart + length;
  if (end > bytes.length) throw new InputError('ends early');
  return {
    tag,
    content: bytes.subarray(contentStart, end),
    encoded: bytes.subarray(start, end),
  };
}

function readLength(bytes: Uint8Array, at: number): { length: number; headerLength: number } {
  const first = octetAt(bytes, at);
  if (first < 0x80) return { length: first, headerLength: 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new InputError('has a length that DER does not allow');
  let length = 0;
  for (let index = 1; index <= count; index++) length = length * 256 + octetAt(bytes, at + index);
  if (length < 0x80 || octetAt(bytes, at + 1) === 0) {
    throw new InputError('has a length that is not the shortest');
  }
  return { length, headerLength: 1 + count };
}

function octetAt(bytes: Uint8Array, at: number): number {
  const octet = bytes[at];
  if (octet === undefined) throw new InputError('ends early');
  return octet;
}

function describeTag(element: DerValue | undefined): string {
  return element === undefined ? 'nothing' : hexTag(element.tag);
}

function hexTag(tag: number): string {
  return `tag 0x${tag.toString(16).padStart(2, '0')}`;
}
