import { resolve } from 'node:path';
import { askMissing } from '../ask/ask-missing.ts';
import { issueLocalCertificates } from '../certs/issue-local-certificates.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import { completeCommandHint } from '../options/complete-command.ts';
import { identityOf } from '../options/custom-resource/identity.ts';
import type { RawOptions } from '../options/option.ts';
import { textOf } from '../options/raw-value.ts';
import { checkScaffoldAa, type ScaffoldAaAnswers } from '../options/scaffold-aa/answers.ts';
import { SCAFFOLD_AA_OPTIONS, SCAFFOLD_AA_QUESTIONS } from '../options/scaffold-aa/options.ts';
import { readLocalCertificates } from '../read/read-local-certificates.ts';
import { readTemplates } from '../read/read-templates.ts';
import { runsTypeScript } from '../read/runs-typescript.ts';
import { renderAa } from '../render/render-aa.ts';
import { describeAaNext } from '../render/render-aa-next.ts';
import { type LocalCertificates, renderLocalCertificates } from '../render/render-local-certificates.ts';
import { printApplied } from '../ui/print-applied.ts';
import { applyFiles } from '../write/apply-files.ts';
import type { CommandInput } from './command.ts';

/** Writes an extension API server in TypeScript: its kinds, its library, its manifests, its certificates. */
export async function runScaffoldAa({ args, options, io }: CommandInput): Promise<number> {
  const answers = await answersOf({ ...options, ...(args[0] === undefined ? {} : { name: args[0] }) }, io);
  const certificates = await certificatesOf(answers, io);
  const tree = readTemplates('aa/typescript');
  const rendered = renderAa({ project: answers.project, tree, caBundle: certificates?.caBundle ?? '' });
  const { project, out, write } = answers;
  const files = [...rendered, ...(certificates?.files ?? [])];
  const applied = await applyFiles({ files, out, answers: write, io });
  const notAfter = certificates?.notAfter;
  const next = describeAaNext({ project, out, notAfter, stripsTypes: runsTypeScript() });
  await printApplied({
    applied,
    out,
    answers: write,
    format: answers.format,
    next,
    quiet: answers.quiet,
    io,
  });
  return 0;
}

async function answersOf(options: RawOptions, io: Io): Promise<ScaffoldAaAnswers> {
  const check = checkScaffoldAa;
  const answered = await askMissing({ questions: SCAFFOLD_AA_QUESTIONS, options, check, io });
  const checked = check(answered);
  if (checked.ok) return checked.value;
  const name = textOf(answered, 'name');
  const { missing } = identityOf({ options: answered, fullName: undefined });
  const hint = completeCommandHint({
    command: 'scaffold aa',
    args: name === undefined ? [] : [name],
    groups: SCAFFOLD_AA_OPTIONS,
    options: answered,
    missing: { args: name === undefined ? ['my-aa'] : [], flags: missing },
  });
  const { violations } = checked;
  throw new UsageError('kx scaffold aa cannot work with this; nothing was written', { hint, violations });
}

/** Certificates that an earlier run made are kept, so that the same run again changes nothing. */
async function certificatesOf(
  { certs, out, project }: ScaffoldAaAnswers,
  io: Io,
): Promise<LocalCertificates | undefined> {
  if (!certs) return undefined;
  const now = io.now().getTime();
  const kept = readLocalCertificates(resolve(io.cwd, out), { host: verifiedName(project.service), now });
  if (kept !== undefined) return kept;
  const { server, admin } = await issueLocalCertificates(project.service, now, io.signal);
  return renderLocalCertificates(server, admin);
}
