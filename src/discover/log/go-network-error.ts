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
  CERT_HAS_EXPIRED: 'x509: certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'x509: certificate has expired or is not yet valid',
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
 * @param error what node:net, node:tls, node:http or node:http2 reported
 */
export function networkError(error: unknown): string {
  const { code, text, address, port, hostname } = partsOf(firstOf(error));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${hostname}: no such host`;
  if (CONNECT[code] !== undefined && address !== undefined) {
    return dialError(code, address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
  }
  const certificate = CERTIFICATE[code] ?? wrongName(error, code);
  if (certificate !== undefined) return `tls: failed to verify certificate: ${certificate}`;
  return brokenError(code, text);
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

/** Go's x509.HostnameError: which names or addresses the certificate carries. */
function wrongName(error: unknown, code: string): string | undefined {
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID' || typeof error !== 'object') return undefined;
  const { host, cert }: { host?: unknown; cert?: { subjectaltname?: string } } = { ...error };
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
