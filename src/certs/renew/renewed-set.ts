import type { Io } from '../../io.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import type { CertificateWithKey } from '../../model/certificate/certificate-set.ts';
import type { CertsRenewAnswers } from '../../options/certs-renew/answers.ts';
import type { FileSet } from '../../render/file-set.ts';
import type { DocumentedSet } from '../../render/render-certs-document.ts';
import { withProgress } from '../../ui/progress.ts';
import { describeCertificate } from '../describe-certificate.ts';
import { type CertificateDirectory, nameIn } from '../directory/certificate-directory.ts';
import { isSame } from '../directory/issuer-of.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import { makeKeyPair } from '../key-pair.ts';
import { encodePem } from '../pem.ts';
import type { ReadCertificate } from '../read-certificates.ts';
import { readPassphrase } from '../read-passphrase.ts';
import { refuseRotation } from '../rotate/refuse-rotation.ts';
import { isUnderWay, readRotation } from '../rotate/rotation-file.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { isDue, lacks } from './is-due.ts';
import { issueSuccessor } from './issue-successor.ts';
import { findAuthority, type PresentAuthority } from './present-authority.ts';
import { presentKeys } from './present-keys.ts';
import { planRenewal, type Renewal } from './renewal.ts';

/** A directory's certificates after the renewal, and the files that change. */
export type RenewedSet = DocumentedSet & {
  readonly files: FileSet;
  readonly notes: readonly string[];
  /** Why nothing is renewed, as a sentence; undefined where it is. */
  readonly unchanged: string | undefined;
  /** Epoch milliseconds; undefined where the CA stays as it is. */
  readonly formerAuthorityEnds: number | undefined;
};

type Request = {
  readonly answers: CertsRenewAnswers;
  readonly directory: CertificateDirectory;
  readonly leaf: PresentLeaf;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly io: Io;
};

/**
 * Renews a directory's certificate, in memory.
 *
 * @throws UsageError, ConflictError where it cannot be renewed; CancelledError; FailedError where the result fails
 *   its own check
 */
export async function renewSet(request: Request): Promise<RenewedSet> {
  const { directory, leaf, now, io } = request;
  const { authority: given, ifNeeded, write, reuseKey } = request.answers;
  const rotation = readRotation(directory);
  if (request.answers.renewsAuthority) refuseRotation(directory, rotation);
  const present = findAuthority({ directory, leaf, given, cwd: io.cwd });
  const answers = ifNeeded ? onlyNeeded(request.answers, present, now) : request.answers;
  const isNeeded = !ifNeeded || answers.renewsAuthority || needsLeaf({ ...request, answers });
  if (!isNeeded) return unchangedSet(request, present);
  const kept = presentKeys({ directory, leaf, isKept: reuseKey, force: write.force });
  const asked = { ...write, file: answers.passphraseFile, key: present.files.key };
  const passphrase = await readPassphrase(asked, io);
  const renewal = planRenewal({ answers, directory, leaf, present, cwd: io.cwd, passphrase, now });
  const keys = kept ?? (await newKeys(renewal, request));
  const issued = issueSuccessor({ ...renewal, keys });
  return completeSet({ renewal, present, leaf, issued, isRotating: isUnderWay(rotation) });
}

/** A person may have been asked just now, whose prompt no progress is to stand over. */
function newKeys({ successor }: Renewal, { answers, io }: Request) {
  const making = unlessAborted(makeKeyPair(successor.keyType), io.signal);
  return withProgress({ io, label: 'making a key', quiet: answers.quiet }, making);
}

/** With `--if-needed` each of the two is renewed where it is due. */
function onlyNeeded(
  answers: CertsRenewAnswers,
  { issuer }: PresentAuthority,
  now: number,
): CertsRenewAnswers {
  const { renewsAuthority, minDays } = answers;
  return { ...answers, renewsAuthority: renewsAuthority && isDue(issuer.parsed, { minDays, now }) };
}

function needsLeaf({ answers, leaf, now }: Request): boolean {
  return isDue(leaf.certificate.parsed, { minDays: answers.minDays, now }) || lacks(leaf, answers);
}

function unchangedSet({ directory, leaf }: Request, { all, issuer }: PresentAuthority): RenewedSet {
  const { texts } = directory;
  const { notAfter } = leaf.certificate.parsed;
  const key = texts.get('tls.key');
  return {
    ca: { description: describeCertificate(issuer.parsed) },
    leaf: { description: describeCertificate(leaf.certificate.parsed) },
    caBundle: bundleOf(all),
    files: [
      { path: 'tls.crt', text: texts.get('tls.crt') ?? '', mode: 0o644 },
      ...(key === undefined ? [] : [{ path: 'tls.key', text: key, mode: 0o600 } as const]),
    ],
    notes: [],
    unchanged: `${nameIn(directory, 'tls.crt')} is good until ${dateInWords(notAfter)}: nothing to renew yet.`,
    formerAuthorityEnds: undefined,
  };
}

type Parts = {
  readonly renewal: Renewal;
  readonly present: PresentAuthority;
  readonly leaf: PresentLeaf;
  readonly issued: CertificateWithKey;
  readonly isRotating: boolean;
};

function completeSet({ renewal, present, leaf, issued, isRotating }: Parts): RenewedSet {
  const { authority, notes } = renewal;
  const isRenewed = Buffer.compare(authority.certificate, present.issuer.parsed.der) !== 0;
  const sent = leaf.chain.filter((certificate) => !isSame(certificate, present.issuer));
  const intermediates = leaf.chain.length === 0 ? [present.issuer] : leaf.chain;
  const behind = authority.isRoot ? sent : intermediates;
  const all = present.all.map((certificate) =>
    isSame(certificate, present.issuer) ? authority.certificate : certificate.parsed.der,
  );
  const bundle = all.map((der) => encodePem('CERTIFICATE', der)).join('');
  return {
    ca: authority.withKey,
    leaf: issued,
    caBundle: Buffer.from(bundle).toString('base64'),
    files: [
      ...(isRenewed ? [{ path: 'ca.crt', text: bundle, mode: 0o644 } as const] : []),
      { path: 'tls.crt', text: issued.certPem + pemOf(behind), mode: 0o644 },
      { path: 'tls.key', text: issued.keyPem, mode: 0o600 },
    ],
    notes: [...notes, ...(isRotating ? [ROTATING] : [])],
    unchanged: undefined,
    formerAuthorityEnds: isRenewed ? present.issuer.parsed.notAfter : undefined,
  };
}

const ROTATING = 'a rotation of the CA is under way, and goes on as before';

function pemOf(certificates: readonly ReadCertificate[]): string {
  return certificates.map(({ parsed }) => encodePem('CERTIFICATE', parsed.der)).join('');
}

function bundleOf(certificates: readonly ReadCertificate[]): string {
  return Buffer.from(pemOf(certificates)).toString('base64');
}
