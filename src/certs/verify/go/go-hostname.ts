import { parseIpAddress } from '../../../model/ip-address.ts';
import type { Certificate } from '../../input/certificate.ts';
import { EXTENSION_IDS } from '../../object-identifiers.ts';
import { commonNameOf } from '../common-name.ts';

/** Go lists no more names than these (crypto/x509 HostnameError). */
const MOST_NAMES = 100;

/**
 * Verifies a name as Certificate.VerifyHostname of crypto/x509 does.
 *
 * @returns what Go says; undefined where the certificate is valid for the name
 */
export function goHostnameError(certificate: Certificate, name: string): string | undefined {
  const address = parseIpAddress(name);
  if (address !== undefined) return addressError(certificate, address.text);
  const names = certificate.extensions.alternativeNames?.dnsNames ?? [];
  if (names.some((pattern) => goMatches(pattern, name))) return undefined;
  const hasNames = certificate.fields.extensions.some(
    ({ id }) => id === EXTENSION_IDS.subjectAlternativeName,
  );
  const isLegacy = !(hasNames && certificate.fields.version === 3);
  if (isLegacy && matchesParts(commonNameOf(certificate) ?? '', name)) {
    return 'x509: certificate relies on legacy Common Name field, use SANs instead';
  }
  if (names.length >= MOST_NAMES) {
    return `x509: certificate is valid for ${names.length} names, but none matched ${name}`;
  }
  return validForError(names, name);
}

function addressError({ extensions }: Certificate, address: string): string | undefined {
  const addresses = (extensions.alternativeNames?.ipAddresses ?? []).map(({ text }) => text);
  if (addresses.includes(address)) return undefined;
  if (addresses.length > 0) return validForError(addresses, address);
  return `x509: cannot validate certificate for ${address} because it doesn't contain any IP SANs`;
}

function validForError(names: readonly string[], name: string): string {
  const list = names.join(', ');
  return list === ''
    ? `x509: certificate is not valid for any names, but wanted to match ${name}`
    : `x509: certificate is valid for ${list}, not ${name}`;
}

/** @returns whether Go takes a DNS name of a certificate for a host */
function goMatches(pattern: string, host: string): boolean {
  const isPattern = isHostname(pattern, true) && isHostname(host.replace(/\.$/, ''), false);
  return isPattern
    ? matchesParts(pattern, host.replace(/\.$/, ''))
    : pattern.toLowerCase() === host.toLowerCase();
}

/** Only a whole first label may be a wildcard, and a lone `*` is no name. */
function isHostname(name: string, isPattern: boolean): boolean {
  if (name === '' || name === '*') return false;
  return name
    .split('.')
    .every(
      (label, index) =>
        (isPattern && index === 0 && label === '*') || /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(label),
    );
}

function matchesParts(pattern: string, host: string): boolean {
  const wanted = host.toLowerCase().split('.');
  const parts = pattern.toLowerCase().split('.');
  if (pattern === '' || parts.length !== wanted.length) return false;
  return parts.every((part, index) => (index === 0 && part === '*') || part === wanted[index]);
}
