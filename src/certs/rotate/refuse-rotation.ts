import { ConflictError } from '../../errors.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import { shellWord } from '../../shell-words.ts';
import type { CertificateDirectory } from '../directory/certificate-directory.ts';
import { isUnderWay } from './rotation-file.ts';

/**
 * Stops a run that would make or renew a CA while another is being changed.
 *
 * @throws ConflictError
 */
export function refuseRotation({ named }: CertificateDirectory, rotation: Rotation | undefined): void {
  if (!isUnderWay(rotation)) return;
  const command = `kx certs rotate ${shellWord(named)}`;
  const next = rotation.stage === 'prepare' ? 'switch' : 'finish';
  throw new ConflictError(
    `the CA of ${named} is being changed (${rotation.stage} is done); nothing was written`,
    {
      hint: `bring it to its end with ${command} --stage ${next}, or take it back with ${command} --abort`,
    },
  );
}
