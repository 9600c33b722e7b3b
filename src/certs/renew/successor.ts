import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { DEFAULT_DAYS } from '../../model/certificate/certificate-defaults.ts';
import { type KeyType, keyTypeWarning } from '../../model/certificate/certificate-key-type.ts';
import type { ExtendedKeyUsage } from '../../model/certificate/certificate-profile.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { printable } from '../../render/printable.ts';
import type { AlternativeNames } from '../certificate-extensions.ts';
import { splitElement } from '../der-reader.ts';
import { membersOf } from '../der-values.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import { keyTypeOf } from '../key-type-of.ts';
import { EXTENSION_IDS, PURPOSE_IDS } from '../object-identifiers.ts';
import type { Extension } from '../parse-certificate.ts';

/** What is to be other than in the present certificate. */
export type LeafChanges = {
  /** Undefined: as long as the present one was made for. */
  readonly days: number | undefined;
  /** Undefined: as the present one. */
  readonly keyType: KeyType | undefined;
  /** Beside those that it has. */
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly IpAddress[];
};

/** The certificate that takes the place of the present one, before a key and a CA are chosen. */
export type Successor = {
  /** Encoded Name, byte for byte that of the present one. */
  readonly subject: Uint8Array;
  readonly names: Required<AlternativeNames>;
  /** The extended key usage as it stands; undefined where there was none. */
  readonly purposes: Extension | undefined;
  readonly usage: ExtendedKeyUsage;
  readonly days: number;
  readonly keyType: KeyType;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};

type Present = {
  readonly leaf: PresentLeaf;
  /** The file as the user would name it. */
  readonly name: string;
  /** End of the CA that issued it, epoch milliseconds. */
  readonly issuerEnds: number;
};

const DAY = 86_400_000;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/**
 * Takes over what the present certificate says: subject, names, purposes, type of key and length of life.
 *
 * @returns its successor, or what keeps it from being taken over
 */
export function succeed(present: Present, changes: LeafChanges): Checked<Successor> {
  const { leaf, name } = present;
  const { parsed, x509 } = leaf.certificate;
  const usage = usageOf(leaf);
  const names = namesOf(leaf, changes);
  const keyType = changes.keyType ?? keyTypeOf(x509.publicKey);
  const violations = violationsOf(name, {
    keyType,
    isNameless: usage === 'serverAuth' && names.dnsNames.length === 0,
  });
  if (keyType === undefined || violations.length > 0) return invalid(violations);
  return valid({
    subject: parsed.subject,
    names,
    purposes: extensionOf(leaf, EXTENSION_IDS.extendedKeyUsage),
    usage,
    days: changes.days ?? lifeOf(present),
    keyType,
    notes: [
      ...unmatched(leaf).map((text) => leftOut(name, text)),
      ...(keyType === 'ed25519' ? warningOf(keyType) : []),
    ],
  });
}

type Wrongs = { readonly keyType: KeyType | undefined; readonly isNameless: boolean };

function violationsOf(path: string, { keyType, isNameless }: Wrongs): readonly Violation[] {
  const strange = {
    path,
    message: 'has a type of key that kx does not make',
    hint: 'say which one: --key p256',
  };
  const nameless = {
    path,
    message: 'is for servers but has no DNS name, so Go refuses it',
    hint: 'give one: --dns SERVICE.NAMESPACE.svc',
  };
  return [...(keyType === undefined ? [strange] : []), ...(isNameless ? [nameless] : [])];
}

function warningOf(keyType: KeyType): readonly string[] {
  const warning = keyTypeWarning(keyType);
  return warning === undefined ? [] : [warning];
}

/** A certificate that says nothing of purposes is for whatever its names are good for. */
function usageOf({ extensions }: PresentLeaf): ExtendedKeyUsage {
  const purposes = extensions.extendedKeyUsage?.purposes;
  const { dnsNames = [], ipAddresses = [] } = extensions.alternativeNames ?? {};
  if (purposes === undefined) return dnsNames.length + ipAddresses.length > 0 ? 'serverAuth' : 'clientAuth';
  return purposes.includes(PURPOSE_IDS.serverAuth) ? 'serverAuth' : 'clientAuth';
}

/** One that ends with its CA was cut short: how long it was meant to be is not known. */
function lifeOf({ leaf, issuerEnds }: Present): number {
  const { notBefore, notAfter } = leaf.certificate.parsed;
  return notAfter === issuerEnds ? DEFAULT_DAYS : Math.max(1, Math.floor((notAfter - notBefore) / DAY));
}

function namesOf(leaf: PresentLeaf, changes: LeafChanges): Required<AlternativeNames> {
  const { dnsNames = [], ipAddresses = [] } = leaf.extensions.alternativeNames ?? {};
  const lost = unmatched(leaf);
  const addresses = [...ipAddresses, ...changes.ipAddresses];
  const extension = extensionOf(leaf, EXTENSION_IDS.subjectAlternativeName);
  return {
    dnsNames: [...new Set([...dnsNames.filter((name) => !lost.includes(name)), ...changes.dnsNames])],
    ipAddresses: [...new Map(addresses.map((address) => [address.text, address])).values()],
    otherNames: otherNames(extension),
    critical: extension?.critical ?? false,
  };
}

function otherNames(extension: Extension | undefined): readonly Uint8Array[] {
  if (extension === undefined) return [];
  return membersOf(splitElement(extension.value))
    .filter(({ tag }) => tag !== DNS_NAME && tag !== IP_ADDRESS)
    .map(({ encoded }) => encoded);
}

/** @returns the names that OpenSSL does not match even against themselves */
function unmatched({ certificate, extensions }: PresentLeaf): readonly string[] {
  return (extensions.alternativeNames?.dnsNames ?? []).filter((name) => {
    const isAscii = /^[\x21-\x7e]+$/.test(name);
    return !isAscii || certificate.x509.checkHost(name.replace(/^\*/, 'any')) === undefined;
  });
}

function leftOut(file: string, name: string): string {
  return `${file} also says '${printable(name)}', which no verifier matches: the new one leaves it out`;
}

function extensionOf({ certificate }: PresentLeaf, id: string): Extension | undefined {
  return certificate.parsed.extensions.find((extension) => extension.id === id);
}
