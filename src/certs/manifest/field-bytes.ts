/** The bytes of a field that holds base64, as an API server decodes them. */
export type FieldBytes = {
  readonly bytes: Uint8Array;
  /** What the API server says of text that is no base64; the bytes are then those of the text itself. */
  readonly fault: string | undefined;
};

/**
 * Decodes as Go's encoding/base64 StdEncoding does: line breaks are skipped, anything else outside of the alphabet is
 * refused at its offset.
 */
export function fieldBytes(text: string): FieldBytes {
  const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text);
  const bare = text.replaceAll(/[\r\n]/g, '');
  const offset = wrong?.index ?? paddingFault(bare);
  if (offset === undefined) return { bytes: new Uint8Array(Buffer.from(bare, 'base64')), fault: undefined };
  const fault = `illegal base64 data at input byte ${offset}`;
  return { bytes: new TextEncoder().encode(text), fault };
}

function paddingFault(bare: string): number | undefined {
  const padding = bare.indexOf('=');
  const data = padding === -1 ? bare.length : padding;
  const isWhole = bare.length % 4 === 0 && bare.length - data <= 2 && /^=*$/.test(bare.slice(data));
  return isWhole ? undefined : Math.min(data, bare.length);
}
