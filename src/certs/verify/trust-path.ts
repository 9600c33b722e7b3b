import type { PlacedCertificate } from '../input/item.ts';
import { isNamedBy, isSame, isSignedBy } from './signature.ts';

/** How a leaf is joined to a trusted CA by signatures alone, whatever verifiers think of the certificates between. */
export type TrustPath = {
  /** The leaf first. */
  readonly links: readonly PlacedCertificate[];
  /** Whether its end is trusted. */
  readonly isTrusted: boolean;
};

type Search = {
  readonly sent: readonly PlacedCertificate[];
  readonly bundle: readonly PlacedCertificate[];
  readonly at: number;
};

const LONGEST = 20;

/** @param sent what the server sends, the leaf first */
export function trustPath(
  sent: readonly PlacedCertificate[],
  bundle: readonly PlacedCertificate[],
  at: number,
): TrustPath {
  const [leaf] = sent;
  if (leaf === undefined) return { links: [], isTrusted: false };
  const search = { sent, bundle, at };
  const links = [leaf];
  for (let end = leaf; links.length < LONGEST; ) {
    const next = isRoot(end) ? undefined : issuerOf(end, links, search);
    if (next === undefined) break;
    links.push(next);
    end = next;
  }
  return { links, isTrusted: links.some((link) => isIn(link, bundle)) };
}

/** @returns whether a certificate signed itself */
export function isRoot({ certificate }: PlacedCertificate): boolean {
  return isNamedBy(certificate, certificate) && isSignedBy(certificate, certificate);
}

function issuerOf(
  child: PlacedCertificate,
  links: readonly PlacedCertificate[],
  { sent, bundle, at }: Search,
): PlacedCertificate | undefined {
  const issuersIn = (candidates: readonly PlacedCertificate[]) =>
    likelyIssuers(child, candidates, MOST_ISSUERS).filter(
      (candidate) => !isIn(candidate, links) && isSignedBy(child.certificate, candidate.certificate),
    );
  const isValid = ({ certificate: { fields } }: PlacedCertificate) =>
    fields.notBefore <= at && at <= fields.notAfter;
  const trusted = issuersIn(bundle);
  return trusted.find(isValid) ?? trusted[0] ?? issuersIn(sent.slice(1))[0];
}

/** Go gives up after as many signatures (maxChainSignatureChecks of crypto/x509). */
const MOST_ISSUERS = 100;

/**
 * @returns those that bear the issuer's name, in their order; of more than `most` those whose key identifier fits, if any, as many
 */
export function likelyIssuers(
  { certificate }: PlacedCertificate,
  candidates: readonly PlacedCertificate[],
  most: number,
): readonly PlacedCertificate[] {
  const named = candidates.filter((candidate) => isNamedBy(certificate, candidate.certificate));
  if (named.length <= most) return named;
  const wanted = certificate.extensions.authorityKeyIdentifier;
  const fitting = named.filter(({ certificate: { extensions } }) => {
    const own = extensions.subjectKeyIdentifier;
    return wanted !== undefined && own !== undefined && Buffer.compare(wanted, own) === 0;
  });
  return (fitting.length > 0 ? fitting : named).slice(0, most);
}

/** @returns whether the list has the same certificate, wherever it stands */
export function isIn({ certificate }: PlacedCertificate, list: readonly PlacedCertificate[]): boolean {
  return list.some((other) => isSame(certificate, other.certificate));
}
