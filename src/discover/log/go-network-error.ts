import { streamReset } from './stream-reset.ts';

/** Go's names of the errors of connect(2), by Node's codes. */
const CONNECT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect: connection refused',
  ECONNRESET: 'connect: connection reset by peer',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ETIMEDOUT: 'connect: connection timed out',
};

const UNKNOWN_AUTHORITY = 'x509: certificate signed by unknown authority';

/** What Go's crypto/x509 says of a server's certificate, by Node's codes. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
};

/** OpenSSL's codes for an answer that is no TLS. */
const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/;

/** @returns Go's error of a TCP connection that did not come to stand */
export function dialError(code: string, address: string): string {
  return `dial tcp ${address}: ${CONNECT[code] ?? code}`;
}

/**
 * Says in Go's words why a request got no answer, as far as Node tells. Go words a connection that ends early in several
 * ways by chance, a late answer by the version; one of them is taken.
 *
 * @param error what node:net, node:tls, node:http or node:http2 reported, or a CertificateError
 * @param now milliseconds since 1970
 */
export function networkError(error: unknown, now: number): string {
  const { code, text, address, port, hostname } = partsOf(firstOf(error));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${hostname}: no such host`;
  if (CONNECT[code] !== undefined && address !== undefined) {
    return dialError(code, address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
  }
  const certificate = CERTIFICATE[code] ?? wrongTime(error, code, now) ?? wrongName(error, code);
  if (certificate !== undefined) return `tls: failed to verify certificate: ${certificate}`;
  return streamReset(error) ?? brokenError(code, text);
}

function brokenError(code: string, text: string): string {
  if (NO_TLS.test(code) || NO_TLS.test(text)) return 'http: server gave HTTP response to HTTPS client';
  if (code !== 'ECONNRESET') return text;
  return /^read /.test(text) ? 'read: connection reset by peer' : 'EOF';
}

/** Node tries each address of a name and reports all failures; Go reports the first. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] ?? error) : error;
}

type Parts = {
  readonly code: string;
  readonly text: string;
  readonly address: string | undefined;
  readonly port: string;
  readonly hostname: string;
};

function partsOf(error: unknown): Parts {
  const known: Readonly<Record<string, unknown>> = typeof error === 'object' ? { ...error } : {};
  return {
    code: String(known['code'] ?? ''),
    text: error instanceof Error ? error.message : String(error),
    address: typeof known['address'] === 'string' ? known['address'] : undefined,
    port: String(known['port'] ?? ''),
    hostname: String(known['hostname'] ?? ''),
  };
}

/** Go's x509.CertificateInvalidError of a certificate that has expired, or is not valid yet. */
function wrongTime(error: unknown, code: string, now: number): string | undefined {
  if (code !== 'CERT_HAS_EXPIRED' && code !== 'CERT_NOT_YET_VALID') return undefined;
  const text = 'x509: certificate has expired or is not yet valid';
  const found = chainOf(error).find(({ notBefore, notAfter }) => now < +notBefore || now > +notAfter);
  if (found === undefined) return text;
  const isOver = now > +found.notAfter;
  const limit = rfc3339(isOver ? found.notAfter : found.notBefore);
  return `${text}: current time ${localRfc3339(now)} is ${isOver ? 'after' : 'before'} ${limit}`;
}

type Seen = { readonly notBefore: Date; readonly notAfter: Date };

function chainOf(error: unknown): readonly Seen[] {
  const { chain }: { chain?: readonly Seen[] } = typeof error === 'object' ? { ...error } : {};
  return chain ?? [];
}

function rfc3339(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function localRfc3339(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const local = rfc3339(new Date(at + offset * 60_000));
  if (offset === 0) return local;
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  const [hours, minutes] = [two(Math.abs(offset) / 60), two(Math.abs(offset) % 60)];
  return local.replace('Z', `${offset < 0 ? '-' : '+'}${hours}:${minutes}`);
}

/** Go's x509.HostnameError: which names or addresses the certificate carries. */
function wrongName(error: unknown, code: string): string | undefined {
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID' || typeof error !== 'object') return undefined;
  const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { host, cert }: { host?: unknown; cert?: { subjectaltname?: string } } = { ...told };
  const wanted = String(host);
  const entries = (cert?.subjectaltname ?? '').split(', ');
  const isAddress = /^[\d.]+$|:/.test(wanted);
  const names = entries.flatMap(
    (entry) => entry.match(isAddress ? /^IP Address:(.*)/ : /^DNS:(.*)/)?.[1] ?? [],
  );
  if (names.length > 0) return `x509: certificate is valid for ${names.join(', ')}, not ${wanted}`;
  if (isAddress) {
    return `x509: cannot validate certificate for ${wanted} because it doesn't contain any IP SANs`;
  }
  if (cert?.subjectaltname === undefined) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  return `x509: certificate is not valid for any names, but wanted to match ${wanted}`;
}
