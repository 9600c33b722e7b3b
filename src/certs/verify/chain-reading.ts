import type { Finding } from '../../model/certificate/finding.ts';
import type { Item, Material } from '../input/item.ts';
import type { JudgedPair } from './pair.ts';
import { EVERY_VERIFIER } from './rules/rule.ts';

type Facts = Pick<Finding, 'id' | 'message' | 'consequence'> & { readonly place: string };

const NO_PEM = 'The server does not start: Go says "tls: failed to find any PEM data in certificate input".';

/** @returns why a server cannot read its own certificates as they are written */
export function chainReading({ chain, fixes }: JudgedPair): readonly Finding[] {
  if (chain === undefined) return [];
  const facts = [...wholeFacts(chain), ...chain.items.flatMap(partFacts)];
  return facts.map(({ id, place, message, consequence }) => ({
    id,
    severity: 'error',
    certificate: place,
    message: `${place} ${message}`,
    consequence,
    fix: fixes.reissue,
    refusedBy: EVERY_VERIFIER,
  }));
}

function wholeFacts({ place, remarks, problem, items }: Material): readonly Facts[] {
  const isDer = items.some(({ kind, block }) => kind === 'certificate' && block.label === undefined);
  const reasons = [
    ...remarks.map(({ id, sentence }) => ({ id, message: sentence })),
    ...(problem === undefined ? [] : [{ id: 'missing', message: problem }]),
    ...(isDer ? [{ id: 'der', message: 'is DER; servers read PEM' }] : []),
  ];
  return reasons.map(({ id, message }) => ({ id: `certificate-${id}`, place, message, consequence: NO_PEM }));
}

function partFacts({ place, block, ...item }: Item): readonly Facts[] {
  if (item.kind === 'other') {
    const consequence = 'The server does not start, or its clients cannot read what it sends.';
    return [{ id: 'certificate-unreadable', place, message: item.sentence, consequence }];
  }
  if (item.kind !== 'certificate' || block.label === undefined) return [];
  if (block.fault !== undefined) {
    const consequence = 'Go passes the block over.';
    return [{ id: 'certificate-unreadable', place, message: block.fault, consequence }];
  }
  if (block.label === 'CERTIFICATE') return [];
  const consequence = 'Go passes over what is not labelled CERTIFICATE.';
  return [{ id: 'certificate-label', place, message: `is labelled ${block.label}`, consequence }];
}
