import { ClusterError } from '../../errors.ts';
import { CertificateError } from './certificate-error.ts';
import { certificateSentence } from './certificate-sentence.ts';
import { codeOf } from './error-code.ts';
import type { Peer } from './peer.ts';
import { filled, type Sentence } from './sentence.ts';
import { tlsFailure } from './tls-failure.ts';

/** Sentence and way out by the error code of Node; what stands in braces is filled in from the peer. */
const REFUSED: Sentence = [
  '{name} refused the connection: nothing listens there',
  'check the address in {origin}',
];
const UNREACHABLE: Sentence = [
  '{name} cannot be reached from here',
  'check the address in {origin} and the network',
];
const UNTRUSTED: Sentence = ['the certificate of {name} is not signed by {authority}', '{trust}'];
const NO_HTTP: Sentence = ['{name} does not speak HTTP', 'check scheme and port in {origin}'];
const CLOSED: Sentence = [
  '{name} closed the connection before it answered',
  'check that scheme and port in {origin} are those of {kind}',
];

const SENTENCES: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: REFUSED,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ENOTFOUND: ['the host name of {name} does not resolve', 'check the address in {origin}'],
  EAI_AGAIN: [
    'the host name of {name} cannot be resolved now: no name server answers',
    'check the network and its name servers',
  ],
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ERR_HTTP2_STREAM_CANCEL: CLOSED,
  ERR_STREAM_PREMATURE_CLOSE: CLOSED,
  ERR_HTTP2_GOAWAY_SESSION: CLOSED,
  ERR_HTTP2_INVALID_SESSION: CLOSED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_REJECTED: UNTRUSTED,
  INVALID_CA: [
    'the certificate of {name} is signed by a certificate that is no CA',
    'issue it from a CA: basicConstraints must say CA:TRUE',
  ],
  INVALID_PURPOSE: [
    'the certificate of {name} is not one for servers',
    'issue it with the extended key usage serverAuth',
  ],
  PATH_LENGTH_EXCEEDED: [
    'the certificate of {name} has more CAs above it than the path length of one of them allows',
    'issue it from a CA whose path length allows that',
  ],
  CERT_CHAIN_TOO_LONG: ['the certificate of {name} has too many CAs above it', 'issue it from a nearer CA'],
  HPE_HEADER_OVERFLOW: ['{name} answers with more than 16 KiB of headers', 'check the address in {origin}'],
  ERR_HTTP2_ERROR: NO_HTTP,
};

/** @returns one sentence that names who is at the other end, the culprit and the way out */
export function peerError(error: unknown, peer: Peer): ClusterError {
  const [message, hint] = sentenceOf(error, peer);
  // The log words what Node said.
  return new ClusterError(message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}

function sentenceOf(error: unknown, peer: Peer): Sentence {
  if (error instanceof CertificateError) return certificateSentence(error, peer);
  const code = codeOf(error);
  const reason = (error instanceof Error ? error.message : String(error)).trim();
  const known =
    tlsFailure(reason) ??
    http2Failure(code, reason) ??
    SENTENCES[code] ??
    FAMILIES.find(([start]) => code.startsWith(start))?.[1];
  return filled(known ?? [`asking {name} failed (${code || 'no code'})`, undefined], peer);
}

/** Node names the error codes of RFC 9113, section 7, by word for a stream and by number for a connection. */
function http2Failure(code: string, reason: string): Sentence | undefined {
  const [, named] = /error code (?:NGHTTP2_)?(\w+)/.exec(reason) ?? [];
  if (named === undefined || !code.startsWith('ERR_HTTP2_')) return undefined;
  const what = code === 'ERR_HTTP2_STREAM_ERROR' ? 'request' : 'connection';
  return [
    `{name} broke the ${what} off: HTTP/2 error ${named}`,
    'look into its log, or into that of a load balancer before it',
  ];
}

/** Codes that differ only by which byte was unexpected, or which frame. */
const FAMILIES: readonly (readonly [start: string, sentence: Sentence])[] = [
  ['HPE_', NO_HTTP],
  ['ERR_OSSL_X509_KEY_VALUES', ['{certificate} and {key} do not belong together', undefined]],
  ['ERR_OSSL_', ['{certificate} or {key} cannot be read', 'both must be PEM']],
  [
    'ERR_HTTP2_',
    [
      '{name} broke off the HTTP/2 connection',
      'look into its log, or into that of a load balancer before it',
    ],
  ],
];
