import { X509Certificate } from 'node:crypto';
import { ConflictError, type Violation } from '../errors.ts';
import { dateInWords } from '../model/certificate/certificate-date.ts';
import { fileBelow } from '../render/file-below.ts';
import { CA_FILES, LEAF_FILES } from '../render/render-certs.ts';
import { planWrites } from '../write/plan-writes.ts';
import { readTarget } from '../write/read-target.ts';
import { readDirectory } from './directory/certificate-directory.ts';
import { parseCertificate } from './parse-certificate.ts';
import { fingerprintOf } from './pem.ts';
import { refuseRotation } from './rotate/refuse-rotation.ts';
import { readRotation } from './rotate/rotation-file.ts';

type Place = {
  /** Absolute path of the directory. */
  readonly root: string;
  /** The same as the user named it. */
  readonly out: string;
  /** A CA that the user gave, as PEM; undefined where a new one is made. */
  readonly givenAuthority: string | undefined;
  readonly force: boolean;
  readonly forceNewAuthority: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** The texts of files that exist, by name. */
type Texts = ReadonlyMap<string, string>;

/**
 * Stops a run that would replace certificates, or would leave certificates and keys that do not belong together. A
 * new run makes new keys, so whatever exists differs; nothing is compared. In the middle of a rotation not even --force
 * goes on: the other CA would be left over.
 *
 * @throws ConflictError that lists every file in the way, with the day that it expires
 */
export function refuseExisting(place: Place): void {
  const directory = readDirectory(place.root, place.out);
  refuseRotation(directory, readRotation(directory));
  const makesAuthority = place.givenAuthority === undefined;
  const texts = readFiles(place.root, makesAuthority ? [...CA_FILES, ...LEAF_FILES] : LEAF_FILES);
  if (makesAuthority && !place.forceNewAuthority) refuseHalfPair(texts, place.out);
  if (place.force) return;
  const violations = [
    ...[...texts].map(([path, text]) => ({
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

/** @throws ConflictError where something else than a file stands in the way */
function readFiles(root: string, paths: readonly string[]): Texts {
  const files = paths.map((path) => ({ path, text: '', mode: 0o600 }) as const);
  const plan = planWrites(files, readTarget(root, files));
  return new Map(plan.files.flatMap(({ path, before }) => (before === undefined ? [] : [[path, before]])));
}

/** Half of a CA is a loss to be told of: a new CA would silently leave every client with the old one. */
function refuseHalfPair(texts: Texts, out: string): void {
  const found = CA_FILES.find((path) => texts.has(path));
  const lost = CA_FILES.find((path) => !texts.has(path));
  if (found === undefined || lost === undefined) return;
  throw new ConflictError(
    `${fileBelow(out, found)} exists but ${fileBelow(out, lost)} does not: certificate and key must be a pair`,
    { hint: `restore ${fileBelow(out, lost)}, or make a new CA with --force-new-ca` },
  );
}

/** Beside the CA of somebody else, a leaf would look as if it were that CA's. */
function otherAuthority({ root, out, givenAuthority }: Place): readonly Violation[] {
  if (givenAuthority === undefined) return [];
  const text = readFiles(root, ['ca.crt']).get('ca.crt');
  if (text === undefined || readPem(text)?.sha256 === readPem(givenAuthority)?.sha256) return [];
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
