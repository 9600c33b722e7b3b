import { randomBytes } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import { planCertificates } from '../../model/certificate/cert-plan.ts';
import { timestampOf } from '../../model/certificate/certificate-date.ts';
import { validityFor, withinAuthority } from '../../model/certificate/certificate-lifetime.ts';
import { serverCertificateRequest } from '../../model/certificate/certificate-request.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import { shellWord } from '../../shell-words.ts';
import { withProgress } from '../../ui/progress.ts';
import { type Authority, makeAuthority } from '../authority.ts';
import { isEncryptedKey } from '../decrypt-key.ts';
import { DIRECTORY_FILES, nameIn } from '../directory/certificate-directory.ts';
import { holderOf } from '../directory/holder-of.ts';
import { encryptKey } from '../encrypt-key.ts';
import { makeKeyPair } from '../key-pair.ts';
import { keyTypeOf } from '../key-type-of.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import { parseExtensions } from '../parse-extensions.ts';
import { splitPem } from '../pem.ts';
import type { ReadCertificate } from '../read-certificates.ts';
import { readPassphrase } from '../read-passphrase.ts';
import { issueSuccessor } from '../renew/issue-successor.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { outOfOrder } from './out-of-order.ts';
import { pathWithin, pemOf, rotatedAuthority, rotatedAuthorityOf } from './rotated-authority.ts';
import { encodeRotation } from './rotation-file.ts';
import type { RotationContext, RotationStep } from './rotation-step.ts';
import { planSuccessor } from './rotation-successor.ts';
import { presentSet, unchangedStep } from './unchanged-step.ts';

const DAY = 86_400_000;

/** What a CA may issue, which a rotation is not to widen. */
const LIMITS: ReadonlySet<string> = new Set([EXTENSION_IDS.nameConstraints, EXTENSION_IDS.extendedKeyUsage]);

/**
 * Makes the new CA and puts it beside the old one into ca.crt. The certificate stays.
 *
 * @throws ConflictError out of order; UsageError where ca.crt did not issue tls.crt; CancelledError
 */
export async function prepare(context: RotationContext): Promise<RotationStep> {
  const { rotation, bundle, leaf, io, now } = context;
  if (rotation?.stage === 'prepare') return unchangedStep(context);
  if (rotation?.stage === 'switch') throw outOfOrder(context, 'prepare');
  const old = pathWithin(leaf.certificate, bundle);
  const [issuer] = old;
  if (issuer === undefined) throw strangers(context);
  const passphrase = await newPassphrase(context);
  const { authority, notes } = await newAuthority(context, issuer);
  await tryOut(context, issuer, authority);
  const next: Rotation = {
    kind: 'CertificateRotation',
    stage: 'prepare',
    oldAuthorities: old.map(({ parsed }) => rotatedAuthority(parsed)),
    newAuthority: rotatedAuthorityOf(authority.certificate),
    done: { prepare: timestampOf(now) },
  };
  const both = pemOf(bundle) + authority.withKey.certPem;
  if (io.signal.aborted) await unlessAborted(Promise.resolve(), io.signal);
  return {
    set: presentSet(context, both),
    rotation: next,
    files: [
      { path: 'ca.crt', text: both, mode: 0o644 },
      { path: DIRECTORY_FILES.nextCertificate, text: authority.withKey.certPem, mode: 0o644 },
      { path: DIRECTORY_FILES.nextKey, text: keyText(authority, passphrase), mode: 0o600 },
      { path: DIRECTORY_FILES.rotation, text: encodeRotation(next), mode: 0o644 },
    ],
    removed: [],
    isDone: false,
    notes,
  };
}

function strangers({ directory }: RotationContext): UsageError {
  const [leaf, ca] = [nameIn(directory, 'tls.crt'), nameIn(directory, 'ca.crt')];
  return new UsageError(`${leaf} was not issued by any CA in ${ca}; nothing was written`, {
    hint: `whoever trusts ${ca} refuses it already; kx certs inspect ${shellWord(leaf)} ${shellWord(ca)} shows both`,
  });
}

async function newAuthority({ leaf, answers, now, io }: RotationContext, issuer: ReadCertificate) {
  const { profile, service } = holderOf(leaf);
  const { notBefore, notAfter } = issuer.parsed;
  const keyType = answers.keyType ?? keyTypeOf(issuer.x509.publicKey);
  const request = {
    ...serverCertificateRequest(service ?? { name: profile, namespace: profile }),
    profile,
    service,
    keyType: keyType ?? 'p256',
    caDays: answers.caDays ?? Math.max(1, Math.floor((notAfter - notBefore) / DAY)),
  };
  const { basicConstraints } = parseExtensions(issuer.parsed);
  const { authority: wanted } = planCertificates(request, { now, nonce: randomBytes(2).toString('hex') });
  const plan = { ...wanted, pathLength: basicConstraints?.pathLength };
  const limits = issuer.parsed.extensions.filter(({ id }) => LIMITS.has(id));
  const making = unlessAborted(makeAuthority(plan, limits), io.signal);
  const authority = await withProgress({ io, label: 'making a key', quiet: answers.quiet }, making);
  const strange = 'the key of the old CA is of a kind that kx does not make: the new one has a P-256 key';
  return { authority, notes: keyType === undefined ? [strange] : [] };
}

/** Where the key of the old CA is encrypted, that of the new one is not to lie open. */
async function newPassphrase({ directory, answers, io }: RotationContext): Promise<string | undefined> {
  const isEncrypted = splitPem(directory.texts.get('ca.key') ?? '').some(isEncryptedKey);
  const key = isEncrypted ? nameIn(directory, 'ca.key') : undefined;
  const passphrase = await readPassphrase({ ...answers.write, file: answers.passphraseFile, key }, io);
  if (key === undefined || passphrase !== undefined) return passphrase;
  throw new UsageError('the key of the new CA would lie open; nothing was written', {
    violations: [
      {
        path: '--passphrase-file',
        message: `is missing: ${key} is encrypted, and the key of the new CA should be as well`,
        hint: 'give a file with its passphrase',
      },
    ],
  });
}

function keyText({ withKey }: Authority, passphrase: string | undefined): string {
  return passphrase === undefined ? withKey.keyPem : encryptKey(withKey.keyPem, passphrase);
}

/** A CA that could not issue the certificate would show it only when everybody trusts it. */
async function tryOut(
  context: RotationContext,
  issuer: ReadCertificate,
  authority: Authority,
): Promise<void> {
  const successor = planSuccessor(context, issuer, { keyType: 'p256' });
  const validity = withinAuthority(validityFor(context.now, successor.days), authority.validity);
  issueSuccessor({ successor, authority, keys: await makeKeyPair('p256'), validity });
}
