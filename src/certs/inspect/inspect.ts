import type { InspectedCertificate, InspectedOther } from '../../model/certificate/inspected.ts';
import type { Item, PlacedCertificate } from '../input/item.ts';
import { type KeyFacts, keyFacts } from '../input/key-facts.ts';
import { type InspectContext, inspectCertificate, inspectKey } from './inspect-certificate.ts';

/**
 * @param now epoch milliseconds
 * @returns each item as documents show it, in order
 */
export function inspectItems(
  items: readonly Item[],
  now: number,
): readonly (InspectedCertificate | InspectedOther)[] {
  const certificates = items.filter((item) => item.kind === 'certificate');
  const keys = items.flatMap((item) =>
    item.kind === 'private key' && item.key !== undefined ? [{ place: item.place, key: item.key }] : [],
  );
  return items.map((item) => inspectItem(item, { certificates, keys, now }));
}

function inspectItem(item: Item, context: InspectContext): InspectedCertificate | InspectedOther {
  const { place: source } = item;
  if (item.kind === 'certificate') return inspectCertificate(item, context);
  if (item.kind === 'other') {
    return { kind: item.isDamaged ? 'Unreadable' : 'Other', source, message: item.sentence };
  }
  if (item.kind === 'public key') return { kind: 'PublicKey', source, key: inspectKey(item.key) };
  const key = item.key === undefined ? null : inspectKey(item.key);
  if (item.kind === 'request') return { kind: 'CertificateRequest', source, subject: item.subject, key };
  const belongsTo = ownerOf(item.key, context.certificates);
  return { kind: 'PrivateKey', source, key, encrypted: item.isEncrypted, belongsTo };
}

function ownerOf(key: KeyFacts | undefined, certificates: readonly PlacedCertificate[]): string | null {
  const owner = certificates.find(
    ({ certificate: { publicKey } }) =>
      key !== undefined && publicKey !== undefined && keyFacts(publicKey).sha256 === key.sha256,
  );
  return owner?.place ?? null;
}
