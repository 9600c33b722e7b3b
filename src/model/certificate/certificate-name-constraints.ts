import type { IpAddress } from '../ip-address.ts';

/** One side of a CA's name constraints. */
export type NameSubtrees = {
  /** `example.com` covers itself and what is below; `.example.com` only what is below. */
  readonly dnsDomains: readonly string[];
  /** Address octets followed by mask octets: 8 or 32 of them. */
  readonly ipRanges: readonly (readonly number[])[];
};

/** What a CA may issue for (RFC 5280 section 4.2.1.10). */
export type NameConstraints = { readonly permitted: NameSubtrees; readonly excluded: NameSubtrees };

/** @returns whether a CA with these constraints may issue for a DNS name, as Go's crypto/x509 decides it */
export function permitsDnsName(constraints: NameConstraints, name: string): boolean {
  const covers = (domain: string) => coversName(domain.toLowerCase(), name.toLowerCase());
  const { permitted, excluded } = constraints;
  if (excluded.dnsDomains.some(covers)) return false;
  return permitted.dnsDomains.length === 0 || permitted.dnsDomains.some(covers);
}

/** @returns whether a CA with these constraints may issue for an address */
export function permitsIpAddress(constraints: NameConstraints, { octets }: IpAddress): boolean {
  const covers = (range: readonly number[]) => coversAddress(range, octets);
  const { permitted, excluded } = constraints;
  if (excluded.ipRanges.some(covers)) return false;
  return permitted.ipRanges.length === 0 || permitted.ipRanges.some(covers);
}

function coversName(domain: string, name: string): boolean {
  if (domain === '') return true;
  if (domain.startsWith('.')) return name.endsWith(domain);
  return name === domain || name.endsWith(`.${domain}`);
}

function coversAddress(range: readonly number[], octets: readonly number[]): boolean {
  if (range.length !== octets.length * 2) return false;
  return octets.every((octet, index) => {
    const mask = range[octets.length + index] ?? 0;
    return (octet & mask) === ((range[index] ?? 0) & mask);
  });
}
