import type { Finding } from '../../model/certificate/finding.ts';
import type { Item } from '../input/item.ts';
import { keyFacts } from '../input/key-facts.ts';
import type { JudgedPair, PlacedKey } from './pair.ts';

/** @returns what is wrong with the private key that a server uses for its certificate */
export function keyFindings(pair: JudgedPair): readonly Finding[] {
  const { key: material, sent } = pair;
  const [leaf] = sent;
  if (material === undefined) return [];
  const say = (id: string, message: string, consequence: string): readonly Finding[] => [
    {
      id,
      severity: 'error',
      certificate: material.place,
      message: `${material.place} ${message}`,
      consequence,
      fix: pair.fixes.reissue,
      refusedBy: [],
    },
  ];
  const key = material.items.find(isKey);
  if (key === undefined) {
    const found = material.items[0];
    const what =
      found === undefined
        ? (material.problem ?? 'is empty')
        : `holds a ${found.block.label ?? found.kind}, no private key`;
    return say(
      'key-missing',
      what,
      'A Go server says "tls: failed to find any PEM data in key input", or that the inputs may have been switched.',
    );
  }
  if (key.isEncrypted)
    return say(
      'key-encrypted',
      'is encrypted',
      'Servers cannot read it: Go says "tls: failed to parse private key".',
    );
  if (key.key === undefined || leaf?.certificate.publicKey === undefined) return [];
  if (key.key.sha256 === keyFacts(leaf.certificate.publicKey).sha256) return [];
  const owner = sent.find(
    ({ certificate }) =>
      certificate.publicKey !== undefined && keyFacts(certificate.publicKey).sha256 === key.key?.sha256,
  );
  const whose = owner === undefined ? '' : `; it belongs to ${owner.place} (${owner.certificate.subject})`;
  return say(
    'key-mismatch',
    `does not belong to ${leaf.place}${whose}`,
    'The server does not start: Go says "tls: private key does not match public key".',
  );
}

function isKey(item: Item): item is PlacedKey {
  return item.kind === 'private key';
}
