import type { Sentence } from './sentence.ts';

const NO_TLS: Sentence = ['{name} does not speak TLS', '{plain}'];
const NOT_ACCEPTED: Sentence = ['{name} does not accept the client certificate', 'check {certificate}'];

/** The alerts by which a server ends a handshake (RFC 8446, section 6.2). */
const ALERTS: Readonly<Record<string, Sentence>> = {
  40: ['{name} refused the TLS handshake', 'it may ask for a client certificate: {presenting}'],
  42: NOT_ACCEPTED,
  43: NOT_ACCEPTED,
  44: ['{name} says that the client certificate was revoked', 'renew {certificate}'],
  45: ['{name} says that the client certificate has expired', 'renew {certificate}'],
  46: NOT_ACCEPTED,
  47: ['{name} refused the TLS handshake as malformed', 'check scheme and port in {origin}'],
  48: ['{name} does not know the CA that signed the client certificate', 'check {certificate}'],
  49: NOT_ACCEPTED,
  51: NOT_ACCEPTED,
  70: ['{name} speaks no version of TLS that kx speaks', 'it must offer TLS 1.2 or 1.3'],
  71: ['{name} finds the TLS that kx speaks too weak', 'check its minimum of ciphers and keys'],
  80: ['{name} failed during the TLS handshake', 'look into its log'],
  112: ['{name} does not know the name that it was asked for', 'give the right one with --tls-server-name'],
  116: ['{name} asks for a client certificate', '{presenting}'],
  120: ['{name} speaks neither HTTP/2 nor HTTP/1.1 over TLS', 'check the port in {origin}'],
};

/** Ends of a handshake that OpenSSL finds on this side, by a part of what it says. */
const REASONS: readonly (readonly [said: RegExp, sentence: Sentence])[] = [
  // Bytes that are no TLS, such as an HTTP answer.
  [/wrong version number|packet length too long|http request|record layer failure/, NO_TLS],
  [/unsupported protocol|version too low/, ALERTS['70'] ?? NO_TLS],
  [
    /key too small|dh key too small|md too weak|digest too weak/,
    [
      'the certificate or key exchange of {name} is too weak for OpenSSL',
      'renew it with RSA of 2048 bits or P-256, signed with SHA-256',
    ],
  ],
  [
    /no shared cipher|unsupported algorithm|no suitable/,
    ['{name} and kx have no cipher of TLS in common', undefined],
  ],
  [
    /unexpected eof/,
    ['{name} closed the connection during the TLS handshake', 'check scheme and port in {origin}'],
  ],
];

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
  if (alert !== undefined) {
    return ALERTS[alert] ?? [`{name} ended the TLS handshake with alert ${alert}`, 'look into its log'];
  }
  const known = REASONS.find(([said]) => said.test(reason))?.[1];
  return known ?? ['the TLS handshake with {name} failed', 'check scheme and port in {origin}'];
}
