import { createHash } from 'node:crypto';

/**
 * @param label `CERTIFICATE`
 * @returns RFC 7468 text: lines of 64 characters, LF line ends
 */
export function encodePem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** One block of a PEM file. */
export type PemBlock = { readonly label: string; readonly text: string };

/**
 * Finds the blocks of a PEM text, whatever stands between them.
 *
 * @returns the blocks in order, each with its boundary lines and LF line ends
 */
export function splitPem(text: string): readonly PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----[^-]*(?:-[^-]+)*-----END \1-----/g);
  return [...blocks].map(([block, label = '']) => ({ label, text: `${block.replace(/\r\n?/g, '\n')}\n` }));
}

/** @returns the DER of a PEM block's base64; other characters are skipped, as OpenSSL does */
export function decodePem({ text }: PemBlock): Buffer {
  const lines = text.split('\n').filter((line) => !line.startsWith('-----') && !line.includes(':'));
  return Buffer.from(lines.join(''), 'base64');
}

/** @returns SHA-256 as lower-case hex, of a certificate's DER or of a key's SubjectPublicKeyInfo */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}
