import type { Socket } from 'node:net';
import type { ConnectionOptions, DetailedPeerCertificate } from 'node:tls';
import { startTls } from './tls.ts';

/** What a certificate says that was not accepted, and those above it. */
export type SeenCertificate = {
  readonly commonName: string;
  /** As Node lists them: `DNS:localhost, IP Address:127.0.0.1`. */
  readonly names: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
};

/** A certificate that was not accepted. */
export class CertificateError extends Error {
  readonly code: string;
  /** The leaf first; empty where it could not be seen. */
  readonly chain: readonly SeenCertificate[];

  constructor(cause: Error & { readonly code: string }, chain: readonly SeenCertificate[]) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.chain = chain;
  }
}

/** Codes by which node:tls rejects a certificate (X509_V_ERR_* of OpenSSL, and of its own). */
const CODES = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** @returns whether a certificate was not accepted for something that it says itself */
export function isCertificateCode(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && CODES.has(String(error.code));
}

/**
 * Has a look at a certificate that was not accepted. node:tls does not show it, as the connection is gone; so it is
 * asked for once more, over a connection that carries nothing else and presents no client certificate.
 *
 * @param socket a new connection to the same end
 */
export async function certificateError(
  error: Error & { readonly code: string },
  socket: Socket,
  { cert: _cert, key: _key, ...options }: ConnectionOptions,
): Promise<CertificateError> {
  try {
    const tls = await startTls(socket, { ...options, rejectUnauthorized: false });
    return new CertificateError(error, chainOf(tls.getPeerCertificate(true)));
  } catch {
    return new CertificateError(error, []);
  } finally {
    socket.destroy();
  }
}

function chainOf(leaf: DetailedPeerCertificate): readonly SeenCertificate[] {
  const chain = new Set<DetailedPeerCertificate>();
  for (let next = leaf; next?.subject !== undefined && !chain.has(next); next = next.issuerCertificate) {
    chain.add(next);
  }
  return [...chain].map(({ subject, subjectaltname, valid_from, valid_to }) => ({
    commonName: [subject.CN].flat()[0] ?? '',
    names: subjectaltname ?? '',
    notBefore: new Date(valid_from),
    notAfter: new Date(valid_to),
  }));
}
