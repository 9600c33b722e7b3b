import type { Finding } from '../../model/certificate/finding.ts';
import type { PlacedCertificate } from '../input/item.ts';
import type { JudgedPair } from './pair.ts';
import { EVERY_VERIFIER } from './rules/rule.ts';
import { isNamedBy, isSame } from './signature.ts';
import { isIn, isRoot } from './trust-path.ts';

/** @returns what is wrong with the list of certificates that a server sends, and whether it ends at a trusted CA */
export function chainFindings(pair: JudgedPair): readonly Finding[] {
  return [...untrusted(pair), ...order(pair), ...duplicates(pair), ...unneeded(pair)];
}

/** @returns the finding of a file that begins with a CA; then nothing else about it is worth saying */
export function leafNotFirst({ sent, fixes }: JudgedPair): Finding | undefined {
  const [first] = sent;
  const leaf = sent.find(({ certificate }) => certificate.extensions.basicConstraints?.ca !== true);
  if (first === undefined || leaf === undefined || leaf === first) return undefined;
  if (first.certificate.extensions.basicConstraints?.ca !== true) return undefined;
  return {
    id: 'leaf-not-first',
    severity: 'error',
    certificate: first.place,
    message: `${first.place} is a CA; the server's own certificate ${leaf.place} must come first`,
    consequence:
      'A server takes the first certificate for its own: Go says "tls: private key does not match public key", or clients refuse the CA.',
    fix: fixes.reissue,
    refusedBy: EVERY_VERIFIER,
  };
}

function untrusted(pair: JudgedPair): readonly Finding[] {
  const { path, trusted, bundle } = pair;
  const [end] = path.links.slice(-1);
  if (end === undefined || bundle === undefined || path.isTrusted || trusted.length === 0) return [];
  const { id, message } = whyUntrusted(end, trusted, bundle.place);
  return [
    {
      id,
      severity: 'error',
      certificate: end.place,
      message: `${end.place} ${message}`,
      consequence:
        'Go says "x509: certificate signed by unknown authority", OpenSSL "unable to get local issuer certificate" (20) or "certificate signature failure" (7).',
      fix: pair.fixes.reissue,
      refusedBy: EVERY_VERIFIER,
    },
  ];
}

function whyUntrusted(
  end: PlacedCertificate,
  trusted: readonly PlacedCertificate[],
  bundle: string,
): { readonly id: string; readonly message: string } {
  if (isRoot(end)) return { id: 'self-signed-untrusted', message: `signed itself and is not in ${bundle}` };
  const alike = trusted.find(({ certificate }) => isNamedBy(end.certificate, certificate));
  if (alike !== undefined) {
    return {
      id: 'issuer-other-key',
      message: `is not signed by ${alike.place}, which has its issuer's name but another key: it is of an older or newer CA`,
    };
  }
  const known = trusted.map(({ certificate }) => certificate.subject).join('; ');
  return {
    id: 'issuer-unknown',
    message: `is signed by ${end.certificate.issuer}, which ${bundle} does not hold (it has ${known}): either it is another CA's, or the server does not send an intermediate`,
  };
}

function order({ sent, path, fixes }: JudgedPair): readonly Finding[] {
  const places = path.links.map((link) =>
    sent.findIndex(({ certificate }) => isSame(certificate, link.certificate)),
  );
  const found = places.filter((place) => place !== -1);
  if (found.every((place, index) => index === 0 || place > (found[index - 1] ?? -1))) return [];
  return [
    warning(sent, fixes.reissue, {
      id: 'chain-order',
      message: 'holds its certificates out of order: each must be followed by the one that signed it',
      consequence: 'Go and OpenSSL sort them out; TLS 1.2 demands the order, and other clients fail.',
    }),
  ];
}

function duplicates({ sent, fixes }: JudgedPair): readonly Finding[] {
  const isTwice = sent.some(
    ({ certificate }, index) => sent.findIndex((other) => isSame(other.certificate, certificate)) < index,
  );
  if (!isTwice) return [];
  return [
    warning(sent, fixes.reissue, {
      id: 'chain-duplicate',
      message: 'holds a certificate twice',
      consequence: 'Every handshake carries it twice; some clients refuse that.',
    }),
  ];
}

function unneeded({ sent, path, trusted, fixes }: JudgedPair): readonly Finding[] {
  if (!path.isTrusted) return [];
  const extra = sent.filter((item) => !isIn(item, path.links) && !isIn(item, trusted) && !isRoot(item));
  if (extra.length === 0) return [];
  return [
    warning(sent, fixes.reissue, {
      id: 'chain-unneeded',
      message: `sends certificates that do not belong to its chain: ${extra.map(({ certificate }) => certificate.subject).join('; ')}`,
      consequence: 'Verifiers pass them over.',
    }),
  ];
}

function warning(
  sent: readonly PlacedCertificate[],
  fix: string,
  facts: Pick<Finding, 'id' | 'message' | 'consequence'>,
): Finding {
  const place = sent[0]?.place.replace(/ #\d+$/, '') ?? '';
  return {
    ...facts,
    severity: 'warning',
    certificate: place,
    message: `${place} ${facts.message}`,
    fix,
    refusedBy: [],
  };
}
