import { resolve } from 'node:path';
import {
  type CertificateDirectory,
  nameIn,
  readDirectory,
} from '../certs/directory/certificate-directory.ts';
import { refreshEmitted } from '../certs/directory/emitted-manifests.ts';
import { holderOf } from '../certs/directory/holder-of.ts';
import { readAll, readPresentLeaf } from '../certs/directory/present-leaf.ts';
import { abort } from '../certs/rotate/abort.ts';
import { finish } from '../certs/rotate/finish.ts';
import { nextCommand, whereItStands } from '../certs/rotate/out-of-order.ts';
import { planStep } from '../certs/rotate/plan-step.ts';
import { prepare } from '../certs/rotate/prepare.ts';
import { isAmong } from '../certs/rotate/rotated-authority.ts';
import { readRotation } from '../certs/rotate/rotation-file.ts';
import type { RotationContext, RotationStep } from '../certs/rotate/rotation-step.ts';
import { switchOver } from '../certs/rotate/switch-over.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { EmittedPart } from '../model/certificate/emitted-part.ts';
import type { RotationStage } from '../model/certificate/rotation.ts';
import { checkCertsRotate, type RotationWish } from '../options/certs-rotate/answers.ts';
import { documentCerts } from '../render/render-certs-document.ts';
import { describeRotationNext, summarizeRotation } from '../render/render-certs-rotation.ts';
import { shellWord } from '../shell-words.ts';
import { printDocument } from '../ui/print-document.ts';
import { withProgress } from '../ui/progress.ts';
import { type Applied, carryOut } from '../write/carry-out.ts';
import { recoverTarget } from '../write/recover-target.ts';
import { countPlan, diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

const STAGES = { prepare, switch: switchOver, finish, abort } satisfies Record<
  RotationStage | 'abort',
  (context: RotationContext) => Promise<RotationStep> | RotationStep
>;

/** Changes the CA of a directory in three stages, between which nobody refuses anybody. */
export async function runCertsRotate(input: Pick<CommandInput, 'args' | 'options' | 'io'>): Promise<number> {
  const { args, options, io } = input;
  const now = io.now().getTime();
  const checked = checkCertsRotate(args, options, now);
  if (!checked.ok) {
    throw new UsageError('kx certs rotate cannot work with this; nothing was written', checked);
  }
  const answers = checked.value;
  const { directory: named, write, quiet } = answers;
  const root = resolve(io.cwd, named);
  recoverTarget({ root, isDryRun: write.dryRun || write.diff, io });
  const directory = readDirectory(root, named);
  const context = contextOf({ directory, answers, now, io });
  const work = STAGES[wishOf(context)](context);
  const step = await withProgress({ io, label: 'making keys', quiet }, Promise.resolve(work));
  const emitted = refreshEmitted(directory, step.files);
  const plan = planStep(directory, { ...step, files: [...step.files, ...emitted.files] }, write.force);
  const applied = await carryOut({
    plan,
    out: named,
    answers: { ...write, force: true },
    io,
    base: new Map(),
  });
  await report({ context, step, emitted: emitted.parts, applied, io });
  return 0;
}

type Given = Pick<RotationContext, 'directory' | 'answers' | 'now' | 'io'>;

function contextOf(given: Given): RotationContext {
  const { directory } = given;
  const leaf = readPresentLeaf(directory);
  refuseForeign(directory);
  const bundle = readAll(directory, 'ca.crt');
  const rotation = readRotation(directory);
  // What was finished says nothing of a CA that came later.
  const isPast = rotation?.stage === 'finish' && !bundle.some((ca) => isAmong(ca, [rotation.newAuthority]));
  return { ...given, leaf, rotation: isPast ? undefined : rotation, bundle };
}

/** A certificate of a CA that is kept elsewhere has no ca.crt beside it. */
function refuseForeign(directory: CertificateDirectory): void {
  if (directory.texts.has('ca.crt')) return;
  throw new UsageError(`${nameIn(directory, 'ca.crt')} is not there; nothing was written`, {
    hint: `put the CA that callers trust there: the new one is added to it; or change the CA where it is kept, and then: kx certs gen --ca-cert ca.crt --ca-key ca.key --out ${shellWord(directory.named)} --force`,
  });
}

function wishOf({ directory, rotation, answers }: RotationContext): Exclude<RotationWish, undefined> {
  if (answers.wish !== undefined) return answers.wish;
  throw new UsageError('kx certs rotate cannot work with this; nothing was written', {
    violations: [
      {
        path: '--stage',
        message: `is missing: ${whereItStands(rotation)}`,
        hint: `next is ${nextCommand(directory, rotation)}`,
      },
    ],
  });
}

type Report = {
  readonly context: RotationContext;
  readonly step: RotationStep;
  readonly emitted: readonly EmittedPart[];
  readonly applied: Applied;
  readonly io: Io;
};

/** The files on stdout, words for people on stderr. */
async function report({ context, step, emitted, applied, io }: Report): Promise<void> {
  const { answers, leaf } = context;
  const { directory, write, format, quiet, wish } = answers;
  const { plan, written } = applied;
  const { set, rotation } = step;
  if (format !== undefined) {
    const { files } = documentPlan(plan, written);
    const document = documentCerts(set, { written, files, notes: step.notes });
    await printDocument({ ...document, rotation: rotation ?? null }, format, io);
    return;
  }
  io.stdout.write(write.diff ? diffPlan(plan) : listPlan(plan, directory, written));
  if (quiet) return;
  const summary = {
    ...holderOf(leaf),
    leaf: set.leaf.description,
    ca: set.ca.description,
    out: directory,
    emitted,
    rotation,
    isAborted: wish === 'abort' && !step.isDone,
  };
  const dryRun = written ? [] : ['nothing was written'];
  if (step.isDone) io.stderr.write(`${countPlan(plan)}\n`);
  io.stderr.write(summarizeRotation(summary, [...step.notes, ...dryRun]));
  if (written) io.stderr.write(describeRotationNext(summary));
}
