import type { Finding, VerifierName } from '../../model/certificate/finding.ts';
import { certificatesOf, type PlacedCertificate } from '../input/item.ts';
import { bundleLoading } from './bundle-loading.ts';
import { bundleMembers } from './bundle-members.ts';
import { certificateFindings } from './certificate-findings.ts';
import { chainFindings, leafNotFirst } from './chain-findings.ts';
import { chainReading } from './chain-reading.ts';
import { loadRoots } from './go/go-roots.ts';
import { keyFindings } from './key-findings.ts';
import type { JudgedPair, Pair } from './pair.ts';
import { pathFindings } from './path-findings.ts';
import { isIn, isRoot, trustPath } from './trust-path.ts';
import { predictVerdicts, type Verdicts } from './verdicts.ts';

/** What is wrong with a pair, and what verifiers say of it; undefined where there is no pair to verify. */
export type Judgement = { readonly findings: readonly Finding[]; readonly verdicts: Verdicts | undefined };

/** Judges a server's certificates and the bundle of its callers together. */
export function judgePair(pair: Pair): Judgement {
  const sent = pair.chain === undefined ? [] : certificatesOf(pair.chain);
  const trusted = pair.bundle === undefined ? [] : certificatesOf(pair.bundle);
  const path = trustPath(sent, trusted, pair.at);
  const roots = pair.bundle && loadRoots(pair.bundle, pair.bundleFault);
  const judged: JudgedPair = { ...pair, sent, trusted, path, roots };
  const verdicts = verdictsOf(judged);
  const findings = distinct([...findingsOf(judged), ...keyFindings(judged)]);
  return { verdicts, findings: [...findings, ...unforeseen(judged, verdicts, findings)] };
}

function findingsOf(pair: JudgedPair): readonly Finding[] {
  const misplaced = leafNotFirst(pair);
  if (misplaced !== undefined) return [...chainReading(pair), misplaced];
  return [
    ...chainReading(pair),
    ...pair.path.links.flatMap((placed, depth) => memberFindings(pair, placed, depth)),
    ...unused(pair).flatMap((placed) => memberFindings(pair, placed, undefined)),
    ...pathFindings(pair),
    ...chainFindings(pair),
    ...bundleLoading(pair),
    ...bundleMembers(pair),
  ];
}

/** CAs of a bundle that the server's certificate does not come from: judged where they are all there is. */
function unused({ sent, trusted }: JudgedPair): readonly PlacedCertificate[] {
  return sent.length === 0 ? trusted : [];
}

function memberFindings(
  pair: JudgedPair,
  placed: PlacedCertificate,
  depth: number | undefined,
): readonly Finding[] {
  const { path, trusted, name, at, minDays, fixes } = pair;
  const isSelf = isRoot(placed);
  const isAnchor =
    depth === undefined || isSelf || (depth === path.links.length - 1 && depth > 0 && isIn(placed, trusted));
  const subject = {
    certificate: placed.certificate,
    role: depth === 0 ? ('leaf' as const) : ('authority' as const),
    isRoot: isSelf,
    isAnchor,
    issuer: depth === undefined ? undefined : path.links[depth + 1]?.certificate,
    name,
    at,
    minDays,
    isOnlyAuthority: trusted.length === 1,
  };
  return certificateFindings(placed, subject, fixes.reissue);
}

function verdictsOf({ sent, roots, name, at }: JudgedPair): Verdicts | undefined {
  if (sent.length === 0 || roots === undefined) return undefined;
  const chain = sent.map(({ certificate }) => certificate);
  return predictVerdicts({ chain, name, at, roots });
}

/** Nothing is refused without a word: what no rule foresaw is told as the verifier says it. */
function unforeseen(
  pair: JudgedPair,
  verdicts: Verdicts | undefined,
  findings: readonly Finding[],
): readonly Finding[] {
  const place = pair.sent[0]?.place ?? '';
  if (findings.some(({ severity }) => severity === 'error')) return [];
  return refusals(verdicts)
    .slice(0, 1)
    .map(({ verifier, says }) => ({
      id: 'refused',
      severity: 'error',
      certificate: place,
      message: `${place} is refused`,
      consequence: `${verifier} says "${says}".`,
      fix: pair.fixes.reissue,
      refusedBy: [verifier],
    }));
}

function refusals(
  verdicts: Verdicts | undefined,
): readonly { readonly verifier: VerifierName; readonly says: string }[] {
  if (verdicts === undefined) return [];
  const all = [
    { verifier: 'go', says: verdicts.go },
    { verifier: 'openssl', says: verdicts.openssl },
    { verifier: 'openssl-strict', says: verdicts.opensslStrict },
    { verifier: 'node', says: verdicts.node },
  ] as const;
  return all.flatMap(({ verifier, says }) => (says === undefined ? [] : [{ verifier, says }]));
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.id} ${finding.message}`, finding])).values()];
}
