import { ClusterError } from '../../errors.ts';
import { hideUserinfo } from '../kubeconfig/hide-userinfo.ts';
import type { Target } from '../kubeconfig/target.ts';
import { tlsFailure } from './tls-failure.ts';

/** A request that got no whole answer. */
export type FailedRequest = {
  readonly error: unknown;
  readonly url: string;
  readonly target: Target;
  /** In milliseconds. */
  readonly timeout: number;
  readonly isLate: boolean;
  readonly proxy: string | undefined;
};

/** Sentence and way out by the error code of Node. `SERVER` and, in braces, the origins are filled in. */
const REFUSED = [
  'SERVER refused the connection: nothing listens there',
  'check the address in {server}',
] as const;
const UNREACHABLE = [
  'SERVER cannot be reached from here',
  'check the address in {server} and the network',
] as const;
const UNKNOWN_HOST = ['the host name of SERVER does not resolve', 'check the address in {server}'] as const;
const CLOSED = [
  'SERVER closed the connection before it answered',
  'a server that does not accept the client certificate does that; check the expiry of {certificate}',
] as const;
const UNTRUSTED = [
  'the certificate of SERVER is not signed by {authority}',
  'take certificate-authority-data from the cluster itself, or give --certificate-authority FILE',
] as const;
const NO_HTTP = ['SERVER does not speak HTTP', 'check the port in {server}'] as const;
const MISMATCH = ['{certificate} and {key} do not belong together', undefined] as const;
const BAD_PEM = ['{certificate} or {key} cannot be read', 'both must be PEM'] as const;

const SENTENCES: Readonly<Record<string, readonly [message: string, hint: string | undefined]>> = {
  ECONNREFUSED: REFUSED,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ERR_HTTP2_STREAM_CANCEL: CLOSED,
  ERR_STREAM_PREMATURE_CLOSE: CLOSED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_HAS_EXPIRED: ['the certificate of SERVER has expired', 'renew it on the server'],
  CERT_NOT_YET_VALID: ['the certificate of SERVER is not valid yet', 'check the clock of this machine'],
  HPE_INVALID_CONSTANT: NO_HTTP,
  ERR_HTTP2_ERROR: NO_HTTP,
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: MISMATCH,
  ERR_OSSL_PEM_NO_START_LINE: BAD_PEM,
  ERR_OSSL_PEM_BAD_END_LINE: BAD_PEM,
  ERR_OSSL_UNSUPPORTED: BAD_PEM,
};

/** @returns one sentence that names the server, the culprit and the way out */
export function requestError(failed: FailedRequest): ClusterError {
  const { error, url, target, timeout, isLate, proxy } = failed;
  if (isLate) {
    const hint = 'give it longer with --request-timeout';
    return new ClusterError(`${url} did not answer within ${timeout / 1_000} s`, { hint, cause: error });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = (error instanceof Error ? error.message : String(error)).trim();
  const [message, hint] = wrongName(code, reason) ??
    tlsFailure(reason) ??
    SENTENCES[code] ?? [`asking SERVER failed: ${reason}`, undefined];
  const way = proxied(fill(hint, target), code, proxy);
  return new ClusterError(fill(message, target) ?? reason, {
    cause: error,
    ...(way === undefined ? {} : { hint: way }),
  });
}

/** Node's sentence ends with what the certificate does carry, which is the useful part. */
function wrongName(code: string, reason: string): readonly [string, string] | undefined {
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID') return undefined;
  const names = reason.replace(/^.*?altnames: /s, '');
  return [
    `the certificate of SERVER is for another name: ${names}`,
    'use an address that the certificate names, or give --tls-server-name',
  ];
}

function fill(text: string | undefined, { server, tls, origins }: Target): string | undefined {
  const system = 'any certificate authority that this machine trusts';
  const said: Readonly<Record<string, string>> = {
    server: origins.server,
    context: origins.context,
    authority: tls.ca === undefined ? system : origins.authority,
    certificate: origins.certificate,
    key: origins.key,
  };
  return text
    ?.replace('SERVER', () => server)
    .replaceAll(/\{(\w+)\}/g, (braces, name) => said[name] ?? braces);
}

/** A direct connection is no surprise unless the environment asks for a proxy. */
function proxied(hint: string | undefined, code: string, proxy: string | undefined): string | undefined {
  const isNetwork = [REFUSED, UNREACHABLE, UNKNOWN_HOST].some((sentence) => SENTENCES[code] === sentence);
  if (proxy === undefined || proxy === '' || !isNetwork) return hint;
  return `HTTPS_PROXY is ${hideUserinfo(proxy)}, but kx discover connects directly; ${hint ?? ''}`;
}
