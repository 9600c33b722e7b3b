import { resolve } from 'node:path';
import { issueLocalCertificates } from '../certs/issue-local-certificates.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { serviceHost } from '../model/aa-project.ts';
import { askMissing } from '../options/ask.ts';
import { commandWords } from '../options/command-words.ts';
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
import { shellWords } from '../render/shell-words.ts';
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
  const applied = applyFiles({ files, out, answers: write, io });
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
  const violations = (given: RawOptions) => {
    const checked = checkScaffoldAa(given);
    return checked.ok ? [] : checked.violations;
  };
  const answered = await askMissing({ questions: SCAFFOLD_AA_QUESTIONS, options, violations, io });
  const checked = checkScaffoldAa(answered);
  if (checked.ok) return checked.value;
  throw new UsageError('kx scaffold aa cannot work with this; nothing was written', {
    hint: hintFor(answered),
    violations: checked.violations,
  });
}

/** The complete command to paste where an answer is missing. */
function hintFor(options: RawOptions): string {
  const name = textOf(options, 'name');
  const { missing } = identityOf({ options, fullName: undefined });
  if (name !== undefined && missing.length === 0) {
    return 'kx scaffold aa --help has every flag and two examples';
  }
  const args = [name ?? 'my-aa'];
  const words = commandWords({ command: 'scaffold aa', args, groups: SCAFFOLD_AA_OPTIONS, options });
  return `the complete command: ${shellWords([...words, ...missing])}`;
}

/** Certificates that an earlier run made are kept, so that the same run again changes nothing. */
async function certificatesOf(
  { certs, out, project }: ScaffoldAaAnswers,
  io: Io,
): Promise<LocalCertificates | undefined> {
  if (!certs) return undefined;
  const now = io.now().getTime();
  const kept = readLocalCertificates(resolve(io.cwd, out), { host: serviceHost(project), now });
  const service = { name: project.service, namespace: project.namespace };
  if (kept !== undefined) return kept;
  const { server, admin } = await issueLocalCertificates(service, now, io.signal);
  return renderLocalCertificates(server, admin);
}
