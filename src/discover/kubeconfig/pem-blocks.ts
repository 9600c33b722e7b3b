/** One block of a PEM text (RFC 7468). */
export type PemBlock = {
  /** `CERTIFICATE`, `EC PRIVATE KEY` and so on. */
  readonly label: string;
  /** Whether lines as `Proc-Type: 4,ENCRYPTED` stand before the base64 (RFC 1421). */
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
};

const BLOCK =
  /^-----BEGIN ([^\r\n]*?)-----[ \t\r]*\n((?:(?!-----BEGIN)[\s\S])*?)^-----END \1-----[ \t\r]*$/gm;

/** @returns the blocks of a text in their order; as for Go (encoding/pem Decode) each begins a line */
export function pemBlocks(text: string): readonly PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => {
    const hasHeaders = body.includes(':');
    const base64 = hasHeaders ? body.replace(/^[\s\S]*?\n[ \t\r]*\n/, '') : body;
    return { label, hasHeaders, bytes: Buffer.from(base64, 'base64') };
  });
}

/** @returns the block as PEM, without headers */
export function encodeBlock({ label, bytes }: PemBlock): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
