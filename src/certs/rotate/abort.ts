import { ConflictError } from '../../errors.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import type { RenderedFile } from '../../render/file-set.ts';
import { shellWord } from '../../shell-words.ts';
import { describeCertificate } from '../describe-certificate.ts';
import { DIRECTORY_FILES, nameIn } from '../directory/certificate-directory.ts';
import { readAll } from '../directory/present-leaf.ts';
import { isAmong, pemOf } from './rotated-authority.ts';
import { encodeRotation } from './rotation-file.ts';
import type { RotationContext, RotationStep } from './rotation-step.ts';
import { modeOf, presentSet, unchangedStep } from './unchanged-step.ts';

/**
 * Takes the last stage back, one at a time, so that there is never a moment at which somebody trusts the wrong CA:
 * after a switch the server goes back to its former certificate first.
 *
 * @throws ConflictError where the old CA is gone already
 */
export async function abort(context: RotationContext): Promise<RotationStep> {
  const { directory, rotation } = context;
  if (rotation === undefined) return unchangedStep(context);
  if (rotation.stage === 'prepare') return takePrepareBack(context, rotation);
  if (rotation.stage === 'switch') return takeSwitchBack(context, rotation);
  throw new ConflictError('the rotation is finished, and the old CA is gone; nothing was written', {
    hint: `change the CA once more: kx certs rotate ${shellWord(directory.named)} --stage prepare`,
  });
}

function takePrepareBack(context: RotationContext, rotation: Rotation): RotationStep {
  const { directory, bundle } = context;
  const kept = pemOf(bundle.filter((ca) => !isAmong(ca, [rotation.newAuthority])));
  const temporary = [DIRECTORY_FILES.nextCertificate, DIRECTORY_FILES.nextKey, DIRECTORY_FILES.rotation];
  return {
    set: presentSet(context, kept),
    rotation: undefined,
    files: [{ path: 'ca.crt', text: kept, mode: 0o644 }],
    removed: temporary.filter((path) => directory.texts.has(path)),
    isDone: false,
    notes: [],
  };
}

function takeSwitchBack(context: RotationContext, switched: Rotation): RotationStep {
  const { directory } = context;
  const { oldKey, oldLeaf, oldLeafKey, oldCertificate, nextKey } = DIRECTORY_FILES;
  const { switch: _, ...done } = switched.done;
  const rotation: Rotation = { ...switched, stage: 'prepare', done };
  const [leaf] = readAll(directory, present(context, oldLeaf));
  const [issuer] = readAll(directory, present(context, oldCertificate));
  if (leaf === undefined || issuer === undefined) throw new TypeError('no certificate was read');
  const hasKey = directory.texts.has(oldKey);
  return {
    set: {
      ...presentSet(context),
      ca: { description: describeCertificate(issuer.parsed) },
      leaf: { description: describeCertificate(leaf.parsed) },
    },
    rotation,
    files: [
      ...moved(context, {
        'ca.key': nextKey,
        [oldLeaf]: 'tls.crt',
        [present(context, oldLeafKey)]: 'tls.key',
      }),
      ...(hasKey ? moved(context, { [oldKey]: 'ca.key' }) : []),
      { path: DIRECTORY_FILES.rotation, text: encodeRotation(rotation), mode: 0o644 },
    ],
    removed: [
      ...[oldCertificate, oldKey, oldLeaf, oldLeafKey].filter((path) => directory.texts.has(path)),
      ...(hasKey ? [] : ['ca.key']),
    ],
    isDone: false,
    notes: [],
  };
}

function present({ directory }: RotationContext, path: string): string {
  if (directory.texts.has(path)) return path;
  throw new ConflictError(
    `${nameIn(directory, path)} is gone, and switch cannot be taken back without it; nothing was written`,
    {
      hint: `restore it, or go on: kx certs rotate ${shellWord(directory.named)} --stage finish`,
    },
  );
}

function moved(
  { directory }: RotationContext,
  places: Readonly<Record<string, string>>,
): readonly RenderedFile[] {
  return Object.entries(places).flatMap(([from, path]) => {
    const text = directory.texts.get(from);
    return text === undefined ? [] : [{ path, text, mode: modeOf(path) }];
  });
}
