import { timestampOf } from '../../../model/certificate/certificate-date.ts';
import type { Certificate } from '../../input/certificate.ts';
import { attributeOf, commonNameOf } from '../common-name.ts';
import type { Presentation } from '../presentation.ts';
import { isNamedBy, isSame, isSignedBy } from '../signature.ts';
import { signatureFacts } from '../signature-names.ts';
import { hasUnhandledExtension, maySign } from './go-certificate.ts';

/** What Go found: chains to a root, or what it says where there is none. */
export type GoChains = {
  readonly chains: readonly (readonly Certificate[])[];
  readonly error: string | undefined;
};

type Search = {
  readonly presentation: Presentation;
  readonly intermediates: readonly Certificate[];
  readonly budget: { left: number };
};

/** maxChainSignatureChecks of crypto/x509. */
const MOST_SIGNATURES = 100;

/** Builds chains as Certificate.buildChains of crypto/x509 does, with its errors. */
export function goChains(presentation: Presentation): GoChains {
  const [leaf, ...intermediates] = presentation.chain;
  if (leaf === undefined) return { chains: [], error: 'tls: received empty certificates message' };
  if (presentation.roots.some((root) => isSame(root, leaf))) return { chains: [[leaf]], error: undefined };
  return extend({ presentation, intermediates, budget: { left: MOST_SIGNATURES } }, [leaf]);
}

type Outcome = {
  readonly chains: readonly (readonly Certificate[])[];
  readonly refusal?: string;
  readonly error?: string;
};

function extend(search: Search, chain: readonly Certificate[]): GoChains {
  const [child = search.presentation.chain[0]] = chain.slice(-1);
  if (child === undefined) return { chains: [], error: undefined };
  const { presentation, intermediates } = search;
  const found: (readonly Certificate[])[] = [];
  let hint: { readonly error: string; readonly certificate: Certificate } | undefined;
  let last: string | undefined;
  for (const [isRoot, candidates] of [
    [true, presentation.roots],
    [false, intermediates],
  ] as const) {
    for (const candidate of potentialParents(candidates, child)) {
      const outcome = consider({ search, chain, child, candidate, isRoot });
      found.push(...outcome.chains);
      if (outcome.refusal !== undefined) hint ??= { error: outcome.refusal, certificate: candidate };
      last = outcome.error ?? last;
    }
  }
  if (found.length > 0) return { chains: found, error: undefined };
  return { chains: [], error: last ?? unknownAuthority(hint) };
}

type Step = {
  readonly search: Search;
  readonly chain: readonly Certificate[];
  readonly child: Certificate;
  readonly candidate: Certificate;
  readonly isRoot: boolean;
};

function consider({ search, chain, child, candidate, isRoot }: Step): Outcome {
  search.budget.left--;
  if (search.budget.left < 0)
    return {
      chains: [],
      error: 'x509: signature check attempts limit reached while verifying certificate chain',
    };
  if (candidate.publicKey === undefined || chain.some((known) => isSame(known, candidate)))
    return { chains: [] };
  const refusal = signatureError(child, candidate);
  if (refusal !== undefined) return { chains: [], refusal };
  const invalid = goInvalid({
    certificate: candidate,
    at: search.presentation.at,
    chain,
    role: isRoot ? 'root' : 'intermediate',
  });
  if (invalid !== undefined) return { chains: [], refusal: invalid, error: invalid };
  const longer = [...chain, candidate];
  if (isRoot) return { chains: [longer] };
  const { chains, error } = extend(search, longer);
  return error === undefined ? { chains } : { chains, error };
}

/** CertPool.findPotentialParents: matching key identifiers first. */
function potentialParents(candidates: readonly Certificate[], child: Certificate): readonly Certificate[] {
  const wanted = Buffer.from(child.extensions.authorityKeyIdentifier ?? []);
  const rank = ({ extensions: { subjectKeyIdentifier } }: Certificate) => {
    const own = Buffer.from(subjectKeyIdentifier ?? []);
    if (own.equals(wanted)) return 0;
    return (own.length === 0) === (wanted.length === 0) ? 2 : 1;
  };
  return candidates.filter((candidate) => isNamedBy(child, candidate)).toSorted((a, b) => rank(a) - rank(b));
}

function signatureError(child: Certificate, parent: Certificate): string | undefined {
  if (!maySign(parent))
    return 'x509: invalid signature: parent certificate cannot sign this kind of certificate';
  const facts = signatureFacts(child.fields.signatureAlgorithm);
  if (facts === undefined) return 'x509: cannot verify signature: algorithm unimplemented';
  if (facts.insecure) return `x509: cannot verify signature: insecure algorithm ${facts.go}`;
  const key = KEYS.get(parent.publicKey?.asymmetricKeyType ?? '');
  if (key === undefined) return 'x509: cannot verify signature: algorithm unimplemented';
  if (key.name !== facts.key) {
    return `x509: signature algorithm specifies an ${facts.key} public key, but have public key of type ${key.type}`;
  }
  return isSignedBy(child, parent) ? undefined : key.failure;
}

const KEYS: ReadonlyMap<string, { readonly name: string; readonly type: string; readonly failure: string }> =
  new Map([
    ['rsa', { name: 'RSA', type: '*rsa.PublicKey', failure: 'crypto/rsa: verification error' }],
    ['ec', { name: 'ECDSA', type: '*ecdsa.PublicKey', failure: 'x509: ECDSA verification failure' }],
    [
      'ed25519',
      { name: 'Ed25519', type: 'ed25519.PublicKey', failure: 'x509: Ed25519 verification failure' },
    ],
  ]);

type Validity = {
  readonly certificate: Certificate;
  readonly at: number;
  /** What stands below it, the leaf first. */
  readonly chain: readonly Certificate[];
  readonly role: 'leaf' | 'intermediate' | 'root';
};

/** @returns what Certificate.isValid of crypto/x509 says */
export function goInvalid({ certificate, at, chain, role }: Validity): string | undefined {
  const { fields, extensions } = certificate;
  const { basicConstraints } = extensions;
  if (hasUnhandledExtension(certificate)) return 'x509: unhandled critical extension';
  const expired = 'x509: certificate has expired or is not yet valid: current time';
  if (at < fields.notBefore)
    return `${expired} ${timestampOf(at)} is before ${timestampOf(fields.notBefore)}`;
  if (at > fields.notAfter) return `${expired} ${timestampOf(at)} is after ${timestampOf(fields.notAfter)}`;
  if (role === 'intermediate' && basicConstraints?.ca !== true) {
    return 'x509: certificate is not authorized to sign other certificates';
  }
  const isTooLong =
    basicConstraints?.pathLength !== undefined && chain.length - 1 > basicConstraints.pathLength;
  return isTooLong && role !== 'leaf' ? 'x509: too many intermediates for path length constraint' : undefined;
}

function unknownAuthority(
  hint: { readonly error: string; readonly certificate: Certificate } | undefined,
): string {
  const sentence = 'x509: certificate signed by unknown authority';
  if (hint === undefined) return sentence;
  const name =
    commonNameOf(hint.certificate) ??
    attributeOf(hint.certificate, 'O')[0] ??
    `serial:${BigInt(`0x${Buffer.from(hint.certificate.fields.serial).toString('hex') || '0'}`)}`;
  return `${sentence} (possibly because of ${JSON.stringify(hint.error)} while trying to verify candidate authority certificate ${JSON.stringify(name)})`;
}
