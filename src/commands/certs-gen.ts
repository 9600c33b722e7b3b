import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { gatherAnswers } from '../ask/gather-answers.ts';
import { issueCertificateSet, issueFromAuthority } from '../certs/issue-certificate-set.ts';
import { readAuthority } from '../certs/read-authority.ts';
import { refuseExisting } from '../certs/refuse-existing.ts';
import type { Io } from '../io.ts';
import { planCertificates, planLeaf } from '../model/certificate/cert-plan.ts';
import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import type { CertsGenAnswers } from '../options/certs-gen/answers.ts';
import { certsGenForm } from '../options/certs-gen/form.ts';
import { renderCerts } from '../render/render-certs.ts';
import { documentCerts } from '../render/render-certs-document.ts';
import { describeNext, summarizeCerts } from '../render/render-certs-summary.ts';
import { printDocument } from '../ui/print-document.ts';
import { withProgress } from '../ui/progress.ts';
import { applyFiles } from '../write/apply-files.ts';
import type { Applied } from '../write/carry-out.ts';
import { recoverTarget } from '../write/recover-target.ts';
import { diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

/** Makes a CA and a certificate of it, or a certificate of a given CA. Looks at the target before it makes keys. */
export async function runCertsGen({ options, io }: Pick<CommandInput, 'options' | 'io'>): Promise<number> {
  const now = io.now().getTime();
  const { answers, printed } = await gatherAnswers(certsGenForm(now), { args: [], options, io });
  if (printed) return 0;
  const { out, write, quiet } = answers;
  recoverTarget({ root: resolve(io.cwd, out), isDryRun: write.dryRun || write.diff, io });
  const set = await withProgress({ io, label: 'making keys', quiet }, issue(answers, now, io));
  const applied = await applyFiles({ files: renderCerts(set), out, answers: write, io });
  await report({ answers, set, applied, io });
  return 0;
}

async function issue(answers: CertsGenAnswers, now: number, io: Io): Promise<CertificateSet> {
  const { request, authority: files, out, write, forceNewAuthority } = answers;
  const place = { root: resolve(io.cwd, out), out, force: write.force, forceNewAuthority, now };
  if (files === undefined) {
    refuseExisting({ ...place, givenAuthority: undefined });
    const nonce = randomBytes(2).toString('hex');
    return issueCertificateSet(planCertificates(request, { now, nonce }), io.signal);
  }
  const authority = readAuthority({ ...files, cwd: io.cwd }, { ...planLeaf(request, now), now });
  refuseExisting({ ...place, givenAuthority: authority.withKey.certPem });
  return issueFromAuthority(planLeaf(request, now, authority.validity), authority, io.signal);
}

type Report = {
  readonly answers: CertsGenAnswers;
  readonly set: CertificateSet;
  readonly applied: Applied;
  readonly io: Io;
};

/** The files on stdout, words for people on stderr. */
async function report({ answers, set, applied, io }: Report): Promise<void> {
  const { request, out, write, format, quiet } = answers;
  const { plan, written } = applied;
  const notes = [...answers.notes, ...set.notes, ...(written ? [] : [DRY_RUN_NOTE])];
  if (format !== undefined) {
    const { files } = documentPlan(plan, written);
    await printDocument(documentCerts(set, { written, files, notes }), format, io);
    return;
  }
  io.stdout.write(write.diff ? diffPlan(plan) : listPlan(plan, out, written));
  if (quiet) return;
  io.stderr.write(summarizeCerts({ set, request, out, notes, written }));
  if (written) io.stderr.write(describeNext({ set, request, out }));
}

const DRY_RUN_NOTE = 'nothing was written, and each run makes new keys';
