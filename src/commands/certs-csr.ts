import { gatherAnswers } from '../ask/gather-answers.ts';
import type { Io } from '../io.ts';
import { type LeafPlan, planLeaf } from '../model/certificate/cert-plan.ts';
import type { CertsCsrAnswers } from '../options/certs-csr/answers.ts';
import { certsCsrForm } from '../options/certs-csr/form.ts';
import type { FileSet } from '../render/file-set.ts';
import { describeCertManagerNext, renderCertManager } from '../render/render-cert-manager.ts';
import { describeCsrNext, renderCsr } from '../render/render-csr.ts';
import { printDocument } from '../ui/print-document.ts';
import { withProgress } from '../ui/progress.ts';
import { applyFiles } from '../write/apply-files.ts';
import { diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

/** Makes a key and the request that a CA signs a certificate for it; or has cert-manager do both. */
export async function runCertsCsr({ options, io }: Pick<CommandInput, 'options' | 'io'>): Promise<number> {
  const now = io.now().getTime();
  const { answers, printed } = await gatherAnswers(certsCsrForm(now), { args: [], options, io });
  if (printed) return 0;
  const { request, out, write, format, quiet } = answers;
  const plan = planLeaf(request, now);
  const work = await workOf(answers, plan, io);
  const applied = await applyFiles({ files: work.files, out, answers: write, io });
  const { written } = applied;
  const notes = [...answers.notes, ...(answers.certManager ? [] : plan.notes)];
  if (format !== undefined) {
    const document = { ...documentPlan(applied.plan, written), request: describe(plan), notes };
    await printDocument(document, format, io);
    return 0;
  }
  io.stdout.write(write.diff ? diffPlan(applied.plan) : listPlan(applied.plan, out, written));
  if (quiet) return 0;
  io.stderr.write(notes.map((note) => `Note: ${note}.\n`).join(''));
  if (written) io.stderr.write(work.next);
  return 0;
}

type Work = { readonly files: FileSet; readonly next: string };

async function workOf(answers: CertsCsrAnswers, plan: LeafPlan, io: Io): Promise<Work> {
  const { request, certManager, out, quiet } = answers;
  const { service, days, caDays } = request;
  if (certManager && service !== undefined) {
    const wish = { service, plan, days, caDays };
    return { files: [renderCertManager(wish)], next: describeCertManagerNext(wish, out) };
  }
  const { makeRequest } = await import('../certs/csr/make-request.ts');
  const made = await withProgress({ io, label: 'making a key', quiet }, makeRequest(plan, io.signal));
  return { files: renderCsr(made, answers), next: describeCsrNext(answers, out) };
}

function describe({ subject, dnsNames, ipAddresses, usage, keyType }: LeafPlan): object {
  const addresses = ipAddresses.map(({ text }) => text);
  return { ...subject, dnsNames, ipAddresses: addresses, usage, keyType };
}
