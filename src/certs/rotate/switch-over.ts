import { ConflictError } from '../../errors.ts';
import { dateInWords, timestampOf } from '../../model/certificate/certificate-date.ts';
import { validityFor, withinAuthority } from '../../model/certificate/certificate-lifetime.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import type { RenderedFile } from '../../render/file-set.ts';
import { shellWord } from '../../shell-words.ts';
import { withProgress } from '../../ui/progress.ts';
import type { Authority } from '../authority.ts';
import { DIRECTORY_FILES, nameIn } from '../directory/certificate-directory.ts';
import { issuersOf } from '../directory/issuer-of.ts';
import { makeKeyPair } from '../key-pair.ts';
import { readAuthority } from '../read-authority.ts';
import { readPassphrase } from '../read-passphrase.ts';
import { issueSuccessor } from '../renew/issue-successor.ts';
import type { Successor } from '../renew/successor.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { outOfOrder } from './out-of-order.ts';
import { isAmong, pemOf } from './rotated-authority.ts';
import { encodeRotation } from './rotation-file.ts';
import type { RotationContext, RotationStep } from './rotation-step.ts';
import { planSuccessor } from './rotation-successor.ts';
import { modeOf, unchangedStep } from './unchanged-step.ts';

/**
 * Issues the certificate from the new CA. What it replaces is kept in old/ until the rotation is finished.
 *
 * @throws ConflictError out of order, or where a file of the rotation is gone; UsageError; CancelledError
 */
export async function switchOver(context: RotationContext): Promise<RotationStep> {
  const { rotation, bundle, leaf, answers, now, io } = context;
  if (rotation?.stage === 'switch') return unchangedStep(context);
  if (rotation?.stage !== 'prepare') throw outOfOrder(context, 'switch');
  refuseGaps(context, rotation);
  const [issuer] = issuersOf(leaf.certificate, bundle);
  const successor = planSuccessor(context, issuer, { keyType: answers.keyType });
  const authority = await readNext(context, successor);
  const making = unlessAborted(makeKeyPair(successor.keyType), io.signal);
  const keys = await withProgress({ io, label: 'making a key', quiet: answers.quiet }, making);
  const wanted = validityFor(now, successor.days);
  const validity = withinAuthority(wanted, authority.validity);
  const issued = issueSuccessor({ successor, authority, keys, validity });
  const next: Rotation = {
    ...rotation,
    stage: 'switch',
    done: { ...rotation.done, switch: timestampOf(now) },
  };
  const isCutShort = validity.notAfter < wanted.notAfter;
  const cutShort = `the certificate ends with its CA, on ${dateInWords(validity.notAfter)}`;
  return {
    set: { ca: authority.withKey, leaf: issued, caBundle: Buffer.from(pemOf(bundle)).toString('base64') },
    rotation: next,
    files: [
      { path: 'ca.key', text: context.directory.texts.get(DIRECTORY_FILES.nextKey) ?? '', mode: 0o600 },
      { path: 'tls.crt', text: issued.certPem, mode: 0o644 },
      { path: 'tls.key', text: issued.keyPem, mode: 0o600 },
      ...former(context, rotation),
      { path: DIRECTORY_FILES.rotation, text: encodeRotation(next), mode: 0o644 },
    ],
    removed: [DIRECTORY_FILES.nextKey],
    isDone: false,
    notes: [...successor.notes, ...(isCutShort ? [cutShort] : [])],
  };
}

/** Of the CA in next/ a certificate is issued only when everybody can trust it. */
function refuseGaps({ directory, bundle }: RotationContext, rotation: Rotation): void {
  const command = `kx certs rotate ${shellWord(directory.named)}`;
  const lost = [DIRECTORY_FILES.nextCertificate, DIRECTORY_FILES.nextKey].filter(
    (path) => !directory.texts.has(path),
  );
  if (lost.length > 0) {
    throw new ConflictError(
      `${lost.map((path) => nameIn(directory, path)).join(' and ')} of the new CA is gone; nothing was written`,
      {
        hint: `restore it, or begin anew: ${command} --abort, then ${command} --stage prepare`,
      },
    );
  }
  if (bundle.some((ca) => isAmong(ca, [rotation.newAuthority]))) return;
  throw new ConflictError(
    `${nameIn(directory, 'ca.crt')} no longer holds the new CA, ${rotation.newAuthority.subject}; nothing was written`,
    {
      hint: `whoever was given that ca.crt would refuse the new certificate: begin anew with ${command} --abort, then ${command} --stage prepare`,
    },
  );
}

async function readNext(context: RotationContext, { usage, names }: Successor): Promise<Authority> {
  const { directory, answers, now, io } = context;
  const certificate = nameIn(directory, DIRECTORY_FILES.nextCertificate);
  const key = nameIn(directory, DIRECTORY_FILES.nextKey);
  const passphrase = await readPassphrase({ ...answers.write, file: answers.passphraseFile, key }, io);
  return readAuthority(
    { certificate, key, cwd: io.cwd, passphrase, isFound: true },
    { usage, ...names, now },
  );
}

/** What --abort puts back. */
function former({ directory, bundle }: RotationContext, rotation: Rotation): readonly RenderedFile[] {
  const { oldKey, oldLeaf, oldLeafKey, oldCertificate } = DIRECTORY_FILES;
  const kept = Object.entries({ 'ca.key': oldKey, 'tls.crt': oldLeaf, 'tls.key': oldLeafKey });
  const authorities = pemOf(bundle.filter((ca) => isAmong(ca, rotation.oldAuthorities)));
  return [
    { path: oldCertificate, text: authorities, mode: 0o644 },
    ...kept.flatMap(([from, path]) => {
      const text = directory.texts.get(from);
      return text === undefined ? [] : [{ path, text, mode: modeOf(path) }];
    }),
  ];
}
