import type { Violation } from '../../errors.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import type { Item, Material, PlacedCertificate } from '../input/item.ts';
import { encodePem } from '../pem.ts';
import { isIn, isRoot } from '../verify/trust-path.ts';

/** A bundle of CA certificates, each once, in the order given. */
export type MadeBundle = {
  readonly certificates: readonly PlacedCertificate[];
  /** PEM, LF line ends, nothing between. */
  readonly pem: string;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
  /** Why there is no bundle; empty where there is one. */
  readonly violations: readonly Violation[];
};

/**
 * Puts the CA certificates of files together.
 *
 * @param now epoch milliseconds
 */
export function makeBundle(materials: readonly Material[], now: number): MadeBundle {
  const items = materials.flatMap((material) => material.items);
  const certificates = distinct(items.filter((item) => item.kind === 'certificate'));
  return {
    certificates,
    pem: certificates.map(({ certificate }) => encodePem('CERTIFICATE', certificate.der)).join(''),
    notes: [...certificates.flatMap((item) => notesOf(item, now)), ...leftOut(items, certificates)],
    violations: [
      ...materials.flatMap(({ place, problem }) =>
        problem === undefined ? [] : [{ path: place, message: problem }],
      ),
      ...items.flatMap(violationOf),
    ],
  };
}

function distinct(items: readonly PlacedCertificate[]): readonly PlacedCertificate[] {
  return items.filter((item, index) => !isIn(item, items.slice(0, index)));
}

function violationOf(item: Item): readonly Violation[] {
  const { place } = item;
  if (item.kind === 'other') return [{ path: place, message: item.sentence }];
  if (item.kind === 'private key') {
    const hint = 'a caBundle is for everybody to read: give the certificate';
    return [{ path: place, message: 'is a private key, which nobody else may have', hint }];
  }
  if (item.kind !== 'certificate') return [{ path: place, message: `is a ${item.kind}, no certificate` }];
  const [fault] = item.certificate.faults;
  if (fault !== undefined) {
    return [
      {
        path: place,
        message: `${fault.message}: Go says "${fault.go}"`,
        hint: 'make a new CA: kx certs gen',
      },
    ];
  }
  const { ca } = item.certificate.extensions.basicConstraints ?? {};
  if (ca === true || item.certificate.fields.version < 3) return [];
  const message = `is no CA but the certificate of ${item.certificate.subject}`;
  return [{ path: place, message, hint: `give the CA that signed it: ${item.certificate.issuer}` }];
}

function notesOf(item: PlacedCertificate, now: number): readonly string[] {
  const { certificate, place } = item;
  const { notAfter } = certificate.fields;
  return [
    ...(notAfter < now ? [`${place} expired on ${dateInWords(notAfter)}: it trusts nothing any more`] : []),
    ...(isRoot(item) ? [] : [`${place} is an intermediate: OpenSSL and Node want the root above it as well`]),
  ];
}

function leftOut(items: readonly Item[], certificates: readonly PlacedCertificate[]): readonly string[] {
  const count = items.filter(({ kind }) => kind === 'certificate').length - certificates.length;
  if (count === 0) return [];
  return [
    `${count === 1 ? 'a certificate was' : `${count} certificates were`} there twice and ${count === 1 ? 'is' : 'are'} in it once`,
  ];
}
