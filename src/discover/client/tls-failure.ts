/** What went wrong, and a way out. `SERVER` and, in braces, the origins are filled in later. */
type Sentence = readonly [message: string, hint: string];

const NO_TLS: Sentence = [
  'SERVER does not speak TLS',
  'if plain HTTP is meant, write the address with http://',
];
const NOT_ACCEPTED: Sentence = ['SERVER does not accept the client certificate', 'check {certificate}'];

/** The alerts by which a server ends a handshake (RFC 8446, section 6.2). */
const ALERTS: Readonly<Record<string, Sentence>> = {
  40: [
    'SERVER refused the TLS handshake',
    'it may ask for a client certificate: name client-certificate and client-key in {context}',
  ],
  42: NOT_ACCEPTED,
  43: NOT_ACCEPTED,
  44: ['SERVER says that the client certificate was revoked', 'renew {certificate}'],
  45: ['SERVER says that the client certificate has expired', 'renew {certificate}'],
  46: NOT_ACCEPTED,
  48: ['SERVER does not know the CA that signed the client certificate', 'check {certificate}'],
  49: NOT_ACCEPTED,
  70: ['SERVER speaks no version of TLS that kx speaks', 'it must offer TLS 1.2 or 1.3'],
  112: ['SERVER does not know the name that it was asked for', 'give the right one with --tls-server-name'],
  116: [
    'SERVER asks for a client certificate',
    'name client-certificate and client-key in {context}, or give --client-certificate and --client-key',
  ],
};

/** What OpenSSL itself says of bytes that are no TLS, such as an HTTP answer. */
const NOT_TLS = /wrong version number|packet length too long|http request|record layer failure/;

/**
 * Explains a failed TLS handshake from OpenSSL's text, which names the alert by number. The code of Node's error does
 * not do: it differs between versions of OpenSSL, and is EPROTO for all of them where the handshake was being written.
 *
 * @param reason message of an error of node:tls
 * @returns undefined for anything else
 */
export function tlsFailure(reason: string): Sentence | undefined {
  if (!reason.includes('SSL routines:')) return undefined;
  const alert = /SSL alert number (\d+)/.exec(reason)?.[1];
  if (alert !== undefined) return ALERTS[alert];
  return NOT_TLS.test(reason) ? NO_TLS : undefined;
}
