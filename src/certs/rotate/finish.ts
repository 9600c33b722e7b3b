import { ConflictError } from '../../errors.ts';
import { timestampOf } from '../../model/certificate/certificate-date.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import { shellWord } from '../../shell-words.ts';
import { DIRECTORY_FILES, nameIn } from '../directory/certificate-directory.ts';
import { isIssuedBy } from '../directory/issuer-of.ts';
import { outOfOrder } from './out-of-order.ts';
import { isAmong, pemOf } from './rotated-authority.ts';
import { encodeRotation } from './rotation-file.ts';
import type { RotationContext, RotationStep } from './rotation-step.ts';
import { presentSet, unchangedStep } from './unchanged-step.ts';

/**
 * Drops the old CA from ca.crt, and its keys from the disk.
 *
 * @throws ConflictError out of order, or while the certificate is not of the new CA
 */
export async function finish(context: RotationContext): Promise<RotationStep> {
  const { directory, rotation, bundle, leaf, now } = context;
  if (rotation?.stage === 'finish') return unchangedStep(context);
  if (rotation?.stage !== 'switch') throw outOfOrder(context, 'finish');
  const kept = bundle.filter((ca) => !isAmong(ca, rotation.oldAuthorities));
  const isOfNew = kept.some((ca) => isAmong(ca, [rotation.newAuthority]) && isIssuedBy(leaf.certificate, ca));
  if (!isOfNew) throw notSwitched(context, rotation);
  const next: Rotation = {
    ...rotation,
    stage: 'finish',
    done: { ...rotation.done, finish: timestampOf(now) },
  };
  const { nextCertificate, nextKey, oldCertificate, oldKey, oldLeaf, oldLeafKey } = DIRECTORY_FILES;
  const temporary = [nextCertificate, nextKey, oldCertificate, oldKey, oldLeaf, oldLeafKey];
  return {
    set: presentSet(context, pemOf(kept)),
    rotation: next,
    files: [
      { path: 'ca.crt', text: pemOf(kept), mode: 0o644 },
      { path: DIRECTORY_FILES.rotation, text: encodeRotation(next), mode: 0o644 },
    ],
    removed: temporary.filter((path) => directory.texts.has(path)),
    isDone: false,
    notes: [],
  };
}

function notSwitched({ directory }: RotationContext, { newAuthority }: Rotation): ConflictError {
  const command = `kx certs rotate ${shellWord(directory.named)}`;
  return new ConflictError(
    `${nameIn(directory, 'tls.crt')} and ${nameIn(directory, 'ca.crt')} are not of the new CA, ${newAuthority.subject}, any more; nothing was written`,
    { hint: `restore what switch wrote, or do it again: ${command} --abort, then ${command} --stage switch` },
  );
}
