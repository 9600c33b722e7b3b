import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type Checked, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { planCertificates, planLeaf } from '../../model/certificate/cert-plan.ts';
import type { CertificateSet } from '../../model/certificate/certificate-set.ts';
import type { CertsGenAnswers } from '../../options/certs-gen/answers.ts';
import { EMITTED_FILES } from '../../render/emitted-files.ts';
import { CA_FILES, LEAF_FILES } from '../../render/render-certs.ts';
import { shellWord } from '../../shell-words.ts';
import { withProgress } from '../../ui/progress.ts';
import type { Authority } from '../authority.ts';
import { DIRECTORY_FILES, readDirectory } from '../directory/certificate-directory.ts';
import { encryptKey } from '../encrypt-key.ts';
import { issueCertificateSet, issueFromAuthority } from '../issue-certificate-set.ts';
import { readAuthority } from '../read-authority.ts';
import { readPassphrase } from '../read-passphrase.ts';
import { isDue } from '../renew/is-due.ts';
import { refuseRotation } from '../rotate/refuse-rotation.ts';
import { readRotation } from '../rotate/rotation-file.ts';
import { type FoundFiles, findFiles } from './find-files.ts';
import { presentSet } from './present-set.ts';
import { refuseExisting } from './refuse-existing.ts';

/** A set of certificates, and the files that it goes to. */
export type MadeSet = {
  readonly set: CertificateSet;
  readonly found: FoundFiles;
  /** Whether it is what was there already. */
  readonly isKept: boolean;
  /** What will surprise, one sentence each; those of the set besides. */
  readonly notes: readonly string[];
};

/**
 * Makes certificates, or keeps those that are there where they are what is asked for. Looks at the target before it
 * makes keys.
 *
 * @param now epoch milliseconds
 * @throws UsageError for a CA that cannot be used; ConflictError where something is in the way; CancelledError
 */
export async function makeSet(answers: CertsGenAnswers, now: number, io: Io): Promise<MadeSet> {
  const { request, authority: files, out, write, quiet } = answers;
  const source = { file: answers.passphraseFile, key: files?.key, ...write };
  const passphrase = await readPassphrase(source, io);
  const given =
    files && readAuthority({ ...files, cwd: io.cwd, passphrase }, { ...planLeaf(request, now), now });
  const found = findFiles({
    root: resolve(io.cwd, out),
    out,
    names: namesOf(answers),
    followSymlinks: answers.followSymlinks,
  });
  const present = answers.ifNeeded ? compare({ answers, given, found, passphrase, now }) : undefined;
  if (present?.ok === true) {
    return { set: present.value, found, isKept: true, notes: dueNotes(present.value, out, now) };
  }
  const differences = present === undefined ? [] : violationsOf(present);
  const directory = readDirectory(found.root, out, [DIRECTORY_FILES.rotation]);
  refuseRotation(directory, readRotation(directory));
  refuseExisting({ ...answers, ...write, ...found, ...existing(answers, given), differences, now });
  const issuing = issue({ answers, given, now, io });
  const made = await withProgress({ io, label: 'making keys', quiet }, issuing);
  const set = given === undefined && passphrase !== undefined ? withEncryptedKey(made, passphrase) : made;
  return { set, found, isKept: false, notes: differences.map(replaced) };
}

/** Valid it is, so it is kept; that it will not be for long is told. */
function dueNotes({ leaf }: CertificateSet, out: string, now: number): readonly string[] {
  if (!isDue(leaf.description, { minDays: undefined, now })) return [];
  return [`less than a third of its life is left: kx certs renew ${shellWord(out)}`];
}

function existing({ forceNewAuthority }: CertsGenAnswers, given: Authority | undefined) {
  return { forceNewAuthority, givenAuthority: given?.withKey.certPem };
}

/** Beside a CA that was given, ca.crt is only looked at. */
function namesOf({ authority, emission }: CertsGenAnswers): readonly string[] {
  const own = authority === undefined ? CA_FILES : ['ca.crt'];
  return [...own, ...LEAF_FILES, ...emission.parts.map((part) => EMITTED_FILES[part])];
}

type Comparison = {
  readonly answers: CertsGenAnswers;
  readonly given: Authority | undefined;
  readonly found: FoundFiles;
  readonly passphrase: string | undefined;
  readonly now: number;
};

/** @returns undefined where there is nothing to compare */
function compare(comparison: Comparison): Checked<CertificateSet> | undefined {
  const { answers, given, found, passphrase, now } = comparison;
  const { request, out } = answers;
  const isThere = [...CA_FILES, ...LEAF_FILES].some((name) => found.texts.has(name));
  if (!isThere) return undefined;
  const { authority } = planCertificates(request, { now, nonce: '' });
  const wanted = { leaf: planLeaf(request, now), ...(given === undefined ? { authority } : {}) };
  const { texts } = found;
  return presentSet({ texts, out, wanted, givenAuthority: given?.withKey.certPem, passphrase, now });
}

type Issue = Pick<Comparison, 'answers' | 'given' | 'now'> & { readonly io: Io };

function issue({ answers: { request }, given, now, io: { signal } }: Issue): Promise<CertificateSet> {
  if (given !== undefined) return issueFromAuthority(planLeaf(request, now, given.validity), given, signal);
  const nonce = randomBytes(2).toString('hex');
  return issueCertificateSet(planCertificates(request, { now, nonce }), signal);
}

function withEncryptedKey(set: CertificateSet, passphrase: string): CertificateSet {
  return { ...set, ca: { ...set.ca, keyPem: encryptKey(set.ca.keyPem, passphrase) } };
}

function replaced({ path, message }: Violation): string {
  return `made anew: ${path} ${message}`;
}
