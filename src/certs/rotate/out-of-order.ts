import { ConflictError } from '../../errors.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import type { Rotation, RotationStage } from '../../model/certificate/rotation.ts';
import { shellWord } from '../../shell-words.ts';
import type { RotationContext } from './rotation-step.ts';

/** The stage that comes behind each; behind the last one a new rotation begins. */
const NEXT = { prepare: 'switch', switch: 'finish', finish: 'prepare' } as const satisfies Record<
  RotationStage,
  RotationStage
>;

/** @returns the stage that is to be done now */
function nextStage(rotation: Rotation | undefined): RotationStage {
  return rotation === undefined ? 'prepare' : NEXT[rotation.stage];
}

/** @returns how far a rotation is, as a clause: `prepare was done on 22 November 2026` */
export function whereItStands(rotation: Rotation | undefined): string {
  if (rotation === undefined) return 'no rotation is under way';
  const { stage, done } = rotation;
  const instant = Date.parse(done[stage] ?? '');
  return Number.isNaN(instant) ? `${stage} is done` : `${stage} was done on ${dateInWords(instant)}`;
}

/** @returns the command of the stage that is to be done now */
export function nextCommand(directory: { readonly named: string }, rotation: Rotation | undefined): string {
  return `kx certs rotate ${shellWord(directory.named)} --stage ${nextStage(rotation)}`;
}

/** @returns the refusal of a stage whose turn it is not */
export function outOfOrder({ directory, rotation }: RotationContext, stage: RotationStage): ConflictError {
  return new ConflictError(
    `${stage} is not the next stage: ${whereItStands(rotation)}; nothing was written`,
    {
      hint: `next is ${nextCommand(directory, rotation)}`,
    },
  );
}
