import { checkServerIdentity } from 'node:tls';
import { parseIpAddress } from '../../../model/ip-address.ts';
import type { Certificate } from '../../input/certificate.ts';

/** @returns whether OpenSSL refuses the name (X509_check_host, X509_check_ip with their defaults) */
export function isHostRefused({ x509 }: Certificate, name: string): boolean {
  if (x509 === undefined) return true;
  const address = parseIpAddress(name);
  const matched =
    address === undefined ? x509.checkHost(name, { subject: 'default' }) : x509.checkIP(address.text);
  return matched === undefined;
}

/** @returns whether Node's TLS client refuses the name, by its own function */
export function isHostRefusedByNode({ x509 }: Certificate, name: string): boolean {
  if (x509 === undefined) return true;
  return checkServerIdentity(name, x509.toLegacyObject()) !== undefined;
}
