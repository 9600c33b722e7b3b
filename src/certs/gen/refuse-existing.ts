import { X509Certificate } from 'node:crypto';
import { ConflictError, type Violation } from '../../errors.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import { fileBelow } from '../../render/file-below.ts';
import { CA_FILES } from '../../render/render-certs.ts';
import { parseCertificate } from '../parse-certificate.ts';
import { fingerprintOf } from '../pem.ts';

type Place = {
  /** The directory as the user named it. */
  readonly out: string;
  /** The texts of files that exist, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** A CA that the user gave, as PEM; undefined where a new one is made. */
  readonly givenAuthority: string | undefined;
  readonly force: boolean;
  readonly forceNewAuthority: boolean;
  /** Why the certificates that are there are not what is asked for; empty where nobody compared them. */
  readonly differences: readonly Violation[];
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Stops a run that would replace certificates, or would leave certificates and keys that do not belong together. A
 * new run makes new keys, so whatever exists differs.
 *
 * @throws ConflictError that lists every file in the way, with the day that it expires; or every difference
 */
export function refuseExisting(place: Place): void {
  const makesAuthority = place.givenAuthority === undefined;
  if (makesAuthority && !place.forceNewAuthority) refuseHalfPair(place);
  if (place.force) return;
  if (place.differences.length > 0) throw differ(place);
  const inTheWay = [...place.texts].filter(([path]) => makesAuthority || path !== 'ca.crt');
  const violations = [
    ...inTheWay.map(([path, text]) => ({
      path: fileBelow(place.out, path),
      message: describeFile(path, text, place.now),
    })),
    ...otherAuthority(place),
  ];
  if (violations.length === 0) return;
  throw new ConflictError(`${place.out} already has certificates; nothing was written`, {
    hint: '--force replaces them, and clients then need the new ones; another --out keeps them',
    violations,
  });
}

function differ({ out, differences }: Place): ConflictError {
  return new ConflictError(
    `${out} already has certificates that are not what is asked for; nothing was written`,
    {
      hint: '--force replaces them, and clients then need the new ones; kx certs renew keeps the CA',
      violations: differences,
    },
  );
}

/** Half of a CA is a loss to be told of: a new CA would silently leave every client with the old one. */
function refuseHalfPair({ texts, out }: Place): void {
  const found = CA_FILES.find((path) => texts.has(path));
  const lost = CA_FILES.find((path) => !texts.has(path));
  if (found === undefined || lost === undefined) return;
  throw new ConflictError(
    `${fileBelow(out, found)} exists but ${fileBelow(out, lost)} does not: certificate and key must be a pair`,
    { hint: `restore ${fileBelow(out, lost)}, or make a new CA with --force-new-ca` },
  );
}

/** Beside the CA of somebody else, a leaf would look as if it were that CA's. */
function otherAuthority({ texts, out, givenAuthority }: Place): readonly Violation[] {
  const text = texts.get('ca.crt');
  if (givenAuthority === undefined || text === undefined) return [];
  if (readPem(text)?.sha256 === readPem(givenAuthority)?.sha256) return [];
  return [{ path: fileBelow(out, 'ca.crt'), message: 'is another CA than --ca-cert gives' }];
}

function describeFile(path: string, text: string, now: number): string {
  if (!path.endsWith('.crt')) return 'exists';
  const certificate = readPem(text);
  if (certificate === undefined) return 'exists, though it holds no certificate';
  const verb = certificate.notAfter < now ? 'expired' : 'expires';
  return `exists and ${verb} on ${dateInWords(certificate.notAfter)}`;
}

/** What stands in the way may be anything; undefined where it is no certificate. */
function readPem(pem: string): { readonly notAfter: number; readonly sha256: string } | undefined {
  try {
    const { raw } = new X509Certificate(pem);
    return { notAfter: parseCertificate(raw).notAfter, sha256: fingerprintOf(raw) };
  } catch {
    return undefined;
  }
}
