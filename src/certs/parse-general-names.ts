import type { NameConstraints, NameSubtrees } from '../model/certificate/certificate-name-constraints.ts';
import { type IpAddress, ipAddressOf } from '../model/ip-address.ts';
import { contentOf, type DerValue, splitContent, splitElement } from './der-reader.ts';
import { DER_TAGS } from './der-tags.ts';
import { membersOf } from './der-values.ts';
import { InputError } from './input-error.ts';

/** The kinds of names that a server is known by; others (mail, URI) are left out. */
export type GeneralNames = {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
};

/** First octets of the choices of GeneralName (RFC 5280 section 4.2.1.6). */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const PERMITTED = 0xa0;
const EXCLUDED = 0xa1;

/**
 * @param names the members of a GeneralNames
 * @throws InputError for an address that is neither 4 nor 16 octets long
 */
export function parseGeneralNames(names: readonly DerValue[]): GeneralNames {
  const addresses = names.filter(({ tag }) => tag === IP_ADDRESS).map(({ content }) => content);
  for (const { length } of addresses) {
    if (length !== 4 && length !== 16) {
      throw new InputError(`has an IP address of ${length} octets; Go refuses it`);
    }
  }
  return {
    dnsNames: names.filter(({ tag }) => tag === DNS_NAME).map(({ content }) => textOf(content)),
    ipAddresses: addresses.map((octets) => ipAddressOf([...octets])),
  };
}

/**
 * @param value an encoded NameConstraints (RFC 5280 section 4.2.1.10)
 * @throws InputError
 */
export function parseNameConstraints(value: Uint8Array): NameConstraints {
  const parts = splitContent(contentOf(splitElement(value), DER_TAGS.sequence));
  return {
    permitted: parseSubtrees(parts.find(({ tag }) => tag === PERMITTED)),
    excluded: parseSubtrees(parts.find(({ tag }) => tag === EXCLUDED)),
  };
}

function parseSubtrees(element: DerValue | undefined): NameSubtrees {
  if (element === undefined) return { dnsDomains: [], ipRanges: [] };
  const bases = membersOf(element).flatMap((subtree) => membersOf(subtree).slice(0, 1));
  return {
    dnsDomains: bases.filter(({ tag }) => tag === DNS_NAME).map(({ content }) => textOf(content)),
    ipRanges: bases.filter(({ tag }) => tag === IP_ADDRESS).map(({ content }) => [...content]),
  };
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString('latin1');
}
