import { checkServerIdentity, type PeerCertificate } from 'node:tls';

/**
 * Checks that a certificate is for a host, as node:tls does, but as Go without a look at the common name (crypto/x509
 * verify.go: "certificate relies on legacy Common Name field").
 *
 * @returns what is wrong
 */
export function checkServerName(host: string, certificate: PeerCertificate): Error | undefined {
  if (hasHostNames(certificate.subjectaltname ?? '')) return checkServerIdentity(host, certificate);
  const code = 'ERR_TLS_CERT_ALTNAME_INVALID';
  return Object.assign(new Error('no subject alternative names'), { code, host, cert: certificate });
}

/**
 * @param names as Node lists them: `DNS:localhost, email:a@b.c`
 * @returns whether a host or an address is among them
 */
export function hasHostNames(names: string): boolean {
  return /(^|, )(DNS|IP Address):/.test(names);
}
