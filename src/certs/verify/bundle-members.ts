import { dateInWords } from '../../model/certificate/certificate-date.ts';
import type { Finding } from '../../model/certificate/finding.ts';
import type { Item, PlacedCertificate } from '../input/item.ts';
import type { JudgedPair } from './pair.ts';
import { ALL_OPENSSL } from './rules/rule.ts';
import { isSame } from './signature.ts';
import { isIn, isRoot } from './trust-path.ts';

type Facts = Pick<Finding, 'id' | 'severity' | 'message' | 'consequence'> & {
  readonly refusedBy?: Finding['refusedBy'];
};

/** @returns what does not belong in a bundle, or not any more */
export function bundleMembers(pair: JudgedPair): readonly Finding[] {
  const { bundle, trusted, fixes } = pair;
  const say = (item: Item, facts: Facts | undefined): readonly Finding[] =>
    facts === undefined
      ? []
      : [
          {
            refusedBy: [],
            ...facts,
            certificate: item.place,
            message: `${item.place} ${facts.message}`,
            fix: fixes.bundle,
          },
        ];
  return [
    ...(bundle?.items ?? []).flatMap((item) => say(item, foreign(item))),
    ...trusted.flatMap((item) => say(item, misplaced(pair, item))),
    ...trusted.flatMap((item, index) => say(item, repeated(item, trusted.slice(0, index)))),
  ];
}

function foreign(item: Item): Facts | undefined {
  if (item.kind === 'private key') {
    return {
      id: 'bundle-holds-key',
      severity: 'error',
      message: 'is a private key; a bundle holds certificates only',
      consequence: 'Everybody who may read the APIService or webhook has it: make a new one.',
    };
  }
  if (item.kind === 'other') {
    return {
      id: 'bundle-block-unreadable',
      severity: 'warning',
      message: item.sentence,
      consequence:
        'Go leaves it out in silence as long as another certificate can be read; openssl verify does not load the file.',
    };
  }
  return item.kind === 'certificate' ? ignored(item) : undefined;
}

function ignored({ block }: PlacedCertificate): Facts | undefined {
  if (block.label === undefined) return undefined;
  const why = [
    block.fault,
    block.hasHeaders ? 'has headers in its PEM' : undefined,
    block.label === 'CERTIFICATE' ? undefined : `is labelled ${block.label}`,
  ].find((reason) => reason !== undefined);
  return why === undefined
    ? undefined
    : {
        id: 'bundle-block-ignored',
        severity: 'warning',
        message: why,
        consequence:
          'Go leaves it out in silence: it must be labelled CERTIFICATE, without headers, at the start of a line.',
      };
}

function misplaced(pair: JudgedPair, item: PlacedCertificate): Facts | undefined {
  const { links } = pair.path;
  const isUsed = isIn(item, links);
  const isLeaf = links[0] !== undefined && isSame(item.certificate, links[0].certificate);
  const { extensions, fields } = item.certificate;
  const isAuthority = extensions.basicConstraints?.ca === true || fields.version < 3;
  if (!isAuthority && (isLeaf || !isUsed)) return isRoot(item) ? SELF_SIGNED : leafFacts(item, isLeaf);
  if (isUsed || fields.notAfter >= pair.at) return undefined;
  return {
    id: 'bundle-expired',
    severity: 'warning',
    message: `expired on ${dateInWords(fields.notAfter)}`,
    consequence: 'It trusts nothing any more: leave it out.',
  };
}

const SELF_SIGNED: Facts = {
  id: 'bundle-self-signed-leaf',
  severity: 'warning',
  message: 'is a self-signed server certificate, no CA',
  consequence: 'Go and OpenSSL take it, GnuTLS does not; each renewal changes every caBundle.',
};

function leafFacts({ certificate }: PlacedCertificate, isUsed: boolean): Facts {
  return {
    id: 'bundle-holds-leaf',
    severity: isUsed ? 'error' : 'warning',
    message: `is a server's certificate, not the CA that signed it (${certificate.issuer})`,
    consequence:
      'Go takes it for this one certificate until it is renewed; OpenSSL says "unable to get local issuer certificate" (20), Node UNABLE_TO_VERIFY_LEAF_SIGNATURE.',
    refusedBy: isUsed ? ALL_OPENSSL : [],
  };
}

function repeated(item: PlacedCertificate, earlier: readonly PlacedCertificate[]): Facts | undefined {
  const same = earlier.find(({ certificate }) => isSame(certificate, item.certificate));
  if (same !== undefined) {
    return {
      id: 'bundle-duplicate',
      severity: 'warning',
      message: `is the same certificate as ${same.place}`,
      consequence: 'It does no harm, but whoever counts CAs counts wrong.',
    };
  }
  const { issuer, serial } = item.certificate.fields;
  const other = earlier.find(
    ({ certificate: { fields } }) =>
      Buffer.compare(fields.issuer, issuer) === 0 && Buffer.compare(fields.serial, serial) === 0,
  );
  if (other === undefined) return undefined;
  return {
    id: 'serial-duplicate',
    severity: 'warning',
    message: `has the issuer and serial number of ${other.place}, and is another certificate`,
    consequence: 'RFC 5280 forbids it; programs that look certificates up by both take the wrong one.',
  };
}
