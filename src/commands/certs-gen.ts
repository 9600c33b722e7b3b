import { relative, resolve } from 'node:path';
import { gatherAnswers } from '../ask/gather-answers.ts';
import { type MadeSet, makeSet } from '../certs/gen/make-set.ts';
import type { Io } from '../io.ts';
import type { CertsGenAnswers } from '../options/certs-gen/answers.ts';
import { certsGenForm } from '../options/certs-gen/form.ts';
import { renderCerts } from '../render/render-certs.ts';
import { documentCerts } from '../render/render-certs-document.ts';
import { describeNext, summarizeCerts } from '../render/render-certs-summary.ts';
import { printDocument } from '../ui/print-document.ts';
import { applyFiles } from '../write/apply-files.ts';
import type { Applied } from '../write/carry-out.ts';
import { recoverTarget } from '../write/recover-target.ts';
import { diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

/** Makes a CA and a certificate of it, or a certificate of a given CA. */
export async function runCertsGen({ options, io }: Pick<CommandInput, 'options' | 'io'>): Promise<number> {
  const now = io.now().getTime();
  const { answers, printed } = await gatherAnswers(certsGenForm(now), { args: [], options, io });
  if (printed) return 0;
  const { out, write } = answers;
  recoverTarget({ root: resolve(io.cwd, out), isDryRun: write.dryRun || write.diff, io });
  const made = await makeSet(answers, now, io);
  const place = placeOf(made, answers, io);
  const applied = await applyFiles({ files: await filesOf(made, answers), out: place, answers: write, io });
  await report({ answers, made, applied, place, io });
  return 0;
}

/** Where symbolic links lead, the files are named as they are there. Manifests bring a YAML library along. */
async function filesOf({ set, found }: MadeSet, { request, emission }: CertsGenAnswers) {
  const emitted =
    emission.parts.length === 0
      ? []
      : (await import('../render/render-emitted.ts')).renderEmitted(set, request.service, emission);
  const files = [...renderCerts(set), ...emitted];
  return files.map((file) => ({ ...file, path: found.paths.get(file.path) ?? file.path }));
}

function placeOf({ found }: MadeSet, { out }: CertsGenAnswers, io: Io): string {
  if (found.root === resolve(io.cwd, out)) return out;
  const place = relative(io.cwd, found.root);
  return place.startsWith('..') ? found.root : place || '.';
}

type Report = {
  readonly answers: CertsGenAnswers;
  readonly made: MadeSet;
  readonly applied: Applied;
  /** The directory as the files are named in it. */
  readonly place: string;
  readonly io: Io;
};

/** The files on stdout, words for people on stderr. */
async function report({ answers, made, applied, place, io }: Report): Promise<void> {
  const { request, emission, out, write, format, quiet } = answers;
  const { set, isKept } = made;
  const { plan, written } = applied;
  const dryRun = written ? [] : [isKept ? 'nothing was written' : DRY_RUN_NOTE];
  const notes = [...answers.notes, ...set.notes, ...made.notes, ...dryRun];
  if (format !== undefined) {
    const { files } = documentPlan(plan, written);
    await printDocument(documentCerts(set, { written, files, notes }), format, io);
    return;
  }
  io.stdout.write(write.diff ? diffPlan(plan) : listPlan(plan, place, written));
  if (quiet) return;
  io.stderr.write(summarizeCerts({ set, request, out, notes, written, isKept }));
  if (written) io.stderr.write(describeNext({ set, request, out, emitted: emission.parts }));
}

const DRY_RUN_NOTE = 'nothing was written, and each run makes new keys';
