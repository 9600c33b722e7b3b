import type { Finding, VerifierName } from '../../model/certificate/finding.ts';
import type { PlacedCertificate } from '../input/item.ts';
import { goConstraintError } from './go/go-constraints.ts';
import type { JudgedPair } from './pair.ts';
import { ALL_OPENSSL, EVERY_VERIFIER, GO_ONLY } from './rules/rule.ts';
import { isNamedBy } from './signature.ts';
import { isIn, isRoot } from './trust-path.ts';

/** @returns what is wrong between the certificates of a chain that signatures join */
export function pathFindings(pair: JudgedPair): readonly Finding[] {
  const { links } = pair.path;
  return [
    ...links.flatMap((child, index) => joint(pair, child, links[index + 1])),
    ...links.flatMap((link, depth) => pathLength(pair, link, depth)),
    ...constraints(pair),
    ...anchor(pair),
  ];
}

type Facts = {
  readonly id: string;
  readonly severity?: 'warning';
  readonly place: string;
  readonly message: string;
  readonly consequence: string;
  readonly refusedBy: readonly VerifierName[];
};

function finding({ fixes }: JudgedPair, { place, message, severity = undefined, ...rest }: Facts): Finding {
  return {
    ...rest,
    severity: severity ?? 'error',
    certificate: place,
    message: `${place} ${message}`,
    fix: fixes.reissue,
  };
}

function joint(
  pair: JudgedPair,
  child: PlacedCertificate,
  issuer: PlacedCertificate | undefined,
): readonly Finding[] {
  if (issuer === undefined) return [];
  const wanted = child.certificate.extensions.authorityKeyIdentifier;
  const own = issuer.certificate.extensions.subjectKeyIdentifier;
  const differ = wanted !== undefined && own !== undefined && Buffer.compare(wanted, own) !== 0;
  const isAlike = isNamedBy(child.certificate, child.certificate);
  return [
    ...(differ
      ? [
          finding(pair, {
            id: 'aki-mismatch',
            place: child.place,
            message: `names another authority key identifier than ${issuer.place} has`,
            consequence:
              'OpenSSL says "unable to get local issuer certificate" (20), Node UNABLE_TO_VERIFY_LEAF_SIGNATURE; Go takes it, so it works in the cluster and fails in curl.',
            refusedBy: ALL_OPENSSL,
          }),
        ]
      : []),
    ...(isAlike
      ? [
          finding(pair, {
            id: 'subject-is-issuer',
            ...(wanted === undefined ? {} : { severity: 'warning' as const }),
            place: child.place,
            message: 'has the same subject as its CA',
            consequence:
              'Without an authority key identifier OpenSSL takes it for self-signed: "self-signed certificate" (18), Node DEPTH_ZERO_SELF_SIGNED_CERT; Go takes it.',
            refusedBy: wanted === undefined ? ALL_OPENSSL : [],
          }),
        ]
      : []),
  ];
}

function pathLength(pair: JudgedPair, link: PlacedCertificate, depth: number): readonly Finding[] {
  const limit = link.certificate.extensions.basicConstraints?.pathLength;
  if (limit === undefined || depth - 1 <= limit) return [];
  const between = pair.path.links.slice(1, depth);
  const isCounted = between.filter(({ certificate }) => !isNamedBy(certificate, certificate)).length > limit;
  const message = `allows ${limit} CAs below it (path length), and there are ${depth - 1}`;
  return [
    finding(pair, {
      id: 'path-length',
      place: link.place,
      message,
      consequence:
        'Go says "x509: too many intermediates for path length constraint", OpenSSL "path length constraint exceeded" (25), Node PATH_LENGTH_EXCEEDED.',
      refusedBy: isCounted ? EVERY_VERIFIER : GO_ONLY,
    }),
  ];
}

function constraints(pair: JudgedPair): readonly Finding[] {
  const says = goConstraintError(pair.path.links.map(({ certificate }) => certificate));
  const [leaf] = pair.path.links;
  if (says === undefined || leaf === undefined) return [];
  const name = says.slice(says.indexOf(': ', says.indexOf('this name')) + 2);
  return [
    finding(pair, {
      id: 'name-constraints',
      place: leaf.place,
      message: `has a name that its CA may not issue for: ${name}`,
      consequence: `Go says "${says}", OpenSSL "permitted subtree violation" (47).`,
      refusedBy: EVERY_VERIFIER,
    }),
  ];
}

/** A bundle that trusts an intermediate but not the root above it. */
function anchor(pair: JudgedPair): readonly Finding[] {
  const [end] = pair.path.links.slice(-1);
  if (end === undefined || !pair.path.isTrusted || isRoot(end) || !isIn(end, pair.trusted)) return [];
  if (pair.path.links.length === 1) return [];
  return [
    {
      ...finding(pair, {
        id: 'bundle-not-root',
        place: end.place,
        message: `is an intermediate (issued by ${end.certificate.issuer}), and the bundle has not the root above it`,
        consequence:
          'OpenSSL says "unable to get issuer certificate" (2), Node UNABLE_TO_GET_ISSUER_CERT; Go takes it.',
        refusedBy: ALL_OPENSSL,
      }),
      fix: pair.fixes.bundle,
    },
  ];
}
