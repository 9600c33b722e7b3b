import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { CertPlan } from '../../model/certificate/cert-plan.ts';
import type { CertificateSet } from '../../model/certificate/certificate-set.ts';
import { fileBelow } from '../../render/file-below.ts';
import { isEncryptedKey, PassphraseError } from '../decrypt-key.ts';
import { describeCertificate } from '../describe-certificate.ts';
import { issuersOf } from '../directory/issuer-of.ts';
import { InputError } from '../input-error.ts';
import { encodePem, splitPem } from '../pem.ts';
import { type ReadCertificate, readCertificates } from '../read-certificates.ts';
import { readPrivateKey } from '../read-private-key.ts';
import { compareAuthority, compareLeaf, isValidAt } from './compare-certificate.ts';

type Present = {
  /** The files that are there, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** The directory as the user named it. */
  readonly out: string;
  /** What is asked for; of a given CA, no plan but its PEM. */
  readonly wanted: Pick<CertPlan, 'leaf'> & Partial<Pick<CertPlan, 'authority'>>;
  readonly givenAuthority: string | undefined;
  /** Of ca.key. */
  readonly passphrase: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Compares the certificates of a directory with what is asked for.
 *
 * @returns them as a set, texts as they stand; or everything that keeps them from being what is asked for
 */
export function presentSet(present: Present): Checked<CertificateSet> {
  const missing = missingFiles(present);
  if (missing.length > 0) return invalid(missing);
  try {
    return compare(present);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return invalid([{ path: error.path, message: error.message }]);
  }
}

class Unreadable extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

function missingFiles({ texts, out, givenAuthority }: Present): readonly Violation[] {
  const own = givenAuthority === undefined ? ['ca.crt', 'ca.key'] : [];
  return [...own, 'tls.crt', 'tls.key']
    .filter((name) => !texts.has(name))
    .map((name) => ({ path: fileBelow(out, name), message: 'is missing' }));
}

function compare(present: Present): Checked<CertificateSet> {
  const { texts, wanted, givenAuthority, now } = present;
  const [leaf] = certificatesIn(present, 'tls.crt', texts.get('tls.crt'));
  const cas = certificatesIn(present, 'ca.crt', givenAuthority ?? texts.get('ca.crt'));
  const [ca = cas[0]] = leaf === undefined ? [] : issuersOf(leaf, cas);
  if (leaf === undefined || ca === undefined) return invalid([]);
  const at = (name: string, messages: readonly string[]) =>
    messages.map((message) => ({ path: fileBelow(present.out, name), message }));
  const violations = [
    ...at('tls.crt', issuersOf(leaf, cas).length === 0 ? ['is not of this CA'] : []),
    ...at('tls.crt', [...isValidAt(leaf, now), ...compareLeaf(leaf, ca, wanted.leaf)]),
    ...at('tls.key', keyProblems(present, 'tls.key', leaf)),
    ...(wanted.authority === undefined
      ? []
      : [
          ...at('ca.crt', [...isValidAt(ca, now), ...compareAuthority(ca, wanted.authority)]),
          ...at('ca.key', keyProblems(present, 'ca.key', ca)),
        ]),
  ];
  return violations.length > 0 ? invalid(violations) : valid(setOf(present, { leaf, ca, cas }));
}

function certificatesIn(
  { out }: Present,
  name: string,
  text: string | undefined,
): readonly ReadCertificate[] {
  try {
    return readCertificates(Buffer.from(text ?? ''));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new Unreadable(fileBelow(out, name), error.message);
  }
}

/** A CA's key that is encrypted is taken as it is where nobody says its passphrase: nothing is to be signed. */
function keyProblems(
  { texts, passphrase }: Present,
  name: string,
  { x509 }: ReadCertificate,
): readonly string[] {
  const text = texts.get(name) ?? '';
  const isAuthority = name === 'ca.key';
  try {
    const key = readPrivateKey(Buffer.from(text), isAuthority ? passphrase : undefined);
    const matches = x509.checkPrivateKey(key) ? [] : [`does not match ${name.replace('.key', '.crt')}`];
    return isAuthority ? [...matches, ...openProblems(text, passphrase)] : matches;
  } catch (error) {
    if (error instanceof PassphraseError) return isAuthority ? [] : ['is encrypted: no server reads it'];
    if (error instanceof InputError) return [error.message];
    throw error;
  }
}

function openProblems(text: string, passphrase: string | undefined): readonly string[] {
  const isEncrypted = splitPem(text).some(isEncryptedKey);
  return passphrase === undefined || isEncrypted ? [] : ['is not encrypted'];
}

type Compared = {
  readonly leaf: ReadCertificate;
  /** The one that issued the leaf, and all that are trusted. */
  readonly ca: ReadCertificate;
  readonly cas: readonly ReadCertificate[];
};

function setOf({ texts, givenAuthority }: Present, { leaf, ca, cas }: Compared): CertificateSet {
  const bundle = cas.map(({ parsed }) => encodePem('CERTIFICATE', parsed.der)).join('');
  const at = (name: string) => texts.get(name) ?? '';
  return {
    ca: { certPem: at('ca.crt'), keyPem: at('ca.key'), description: describeCertificate(ca.parsed) },
    leaf: { certPem: at('tls.crt'), keyPem: at('tls.key'), description: describeCertificate(leaf.parsed) },
    authority: givenAuthority === undefined ? 'new' : 'given',
    chainPem: '',
    caBundle: Buffer.from(bundle).toString('base64'),
    notes: [],
  };
}
