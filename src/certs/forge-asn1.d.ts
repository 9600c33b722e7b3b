/**
 * The ASN.1 part of node-forge alone: the whole package takes 37 ms to load, this part 10. Its published types
 * describe the package's root only.
 */
declare module 'node-forge/lib/asn1.js' {
  /** Bytes as a string of the characters U+0000 to U+00FF. */
  type BinaryString = string;
  type ByteBuffer = { getBytes(): BinaryString };
  type Element = {
    readonly tagClass: number;
    readonly type: number;
    readonly constructed: boolean;
    readonly composed: boolean;
    readonly value: BinaryString | readonly Element[];
  };
  const asn1: {
    create(
      tagClass: number,
      type: number,
      constructed: boolean,
      value: BinaryString | readonly Element[],
    ): Element;
    toDer(element: Element): ByteBuffer;
    oidToDer(oid: string): ByteBuffer;
    dateToUtcTime(date: Date): BinaryString;
    dateToGeneralizedTime(date: Date): BinaryString;
  };
  export = asn1;
}
