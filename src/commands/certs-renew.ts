import { resolve } from 'node:path';
import { readDirectory } from '../certs/directory/certificate-directory.ts';
import { refreshEmitted } from '../certs/directory/emitted-manifests.ts';
import { holderOf } from '../certs/directory/holder-of.ts';
import { readPresentLeaf } from '../certs/directory/present-leaf.ts';
import { type RenewedSet, renewSet } from '../certs/renew/renewed-set.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type CertsRenewAnswers, checkCertsRenew } from '../options/certs-renew/answers.ts';
import { documentCerts } from '../render/render-certs-document.ts';
import {
  describeRenewalNext,
  type RenewalSummary,
  summarizeRenewal,
} from '../render/render-certs-renewal.ts';
import { printDocument } from '../ui/print-document.ts';
import { withProgress } from '../ui/progress.ts';
import { type Applied, carryOut } from '../write/carry-out.ts';
import { planWrites } from '../write/plan-writes.ts';
import { readTarget } from '../write/read-target.ts';
import { recoverTarget } from '../write/recover-target.ts';
import { countPlan, diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

/** Issues a new certificate of the CA that issued the present one; its names, purposes and life are taken over. */
export async function runCertsRenew(input: Pick<CommandInput, 'args' | 'options' | 'io'>): Promise<number> {
  const { args, options, io } = input;
  const now = io.now().getTime();
  const checked = checkCertsRenew(args, options, now);
  if (!checked.ok) {
    throw new UsageError('kx certs renew cannot work with this; nothing was written', checked);
  }
  const answers = checked.value;
  const { directory: named, write, quiet } = answers;
  const root = resolve(io.cwd, named);
  recoverTarget({ root, isDryRun: write.dryRun || write.diff, io });
  const directory = readDirectory(root, named);
  const leaf = readPresentLeaf(directory);
  const renewing = renewSet({ answers, directory, leaf, now, io });
  const set = await withProgress({ io, label: 'making a key', quiet }, renewing);
  const emitted = refreshEmitted(directory, set.files);
  const files = [...set.files, ...emitted.files];
  const plan = planWrites(files, readTarget(root, files));
  const applied = await carryOut({
    plan,
    out: named,
    answers: { ...write, force: true },
    io,
    base: new Map(),
  });
  const summary = {
    ...holderOf(leaf),
    leaf: set.leaf.description,
    ca: set.ca.description,
    formerAuthorityEnds: set.formerAuthorityEnds,
    out: named,
    emitted: emitted.parts,
  };
  await report({ answers, set, applied, summary, io });
  return 0;
}

type Report = {
  readonly answers: CertsRenewAnswers;
  readonly set: RenewedSet;
  readonly applied: Applied;
  readonly summary: RenewalSummary;
  readonly io: Io;
};

/** The files on stdout, words for people on stderr. */
async function report({ answers, set, applied, summary, io }: Report): Promise<void> {
  const { directory, write, format, quiet } = answers;
  const { plan, written } = applied;
  const isRenewed = set.unchanged === undefined;
  const notes = [...answers.notes, ...set.notes, ...(written || !isRenewed ? [] : [DRY_RUN_NOTE])];
  if (format !== undefined) {
    const { files } = documentPlan(plan, written);
    await printDocument(documentCerts(set, { written, files, notes }), format, io);
    return;
  }
  io.stdout.write(write.diff ? diffPlan(plan) : listPlan(plan, directory, written));
  if (quiet) return;
  if (set.unchanged !== undefined) {
    io.stderr.write(`${countPlan(plan)}\n${set.unchanged}\n`);
    return;
  }
  io.stderr.write(summarizeRenewal(summary, notes));
  if (written) io.stderr.write(describeRenewalNext(summary));
}

const DRY_RUN_NOTE = 'nothing was written, and each run makes a new key';
