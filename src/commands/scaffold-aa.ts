import { issueLocalCertificates } from '../certs/issue-local-certificates.ts';
import { ConflictError } from '../errors.ts';
import type { Io } from '../io.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import type { RawOptions } from '../options/option.ts';
import type { ScaffoldAaAnswers } from '../options/scaffold-aa/answers.ts';
import { SCAFFOLD_AA_FORM, scaffoldAaForm } from '../options/scaffold-aa/form.ts';
import { hasCertificates } from '../read/has-certificates.ts';
import { readAaTemplates } from '../read/read-aa-templates.ts';
import { readLocalCertificates } from '../read/read-local-certificates.ts';
import { runsTypeScript } from '../read/runs-typescript.ts';
import { describeAaNext } from '../render/aa/describe-aa-next.ts';
import { renderAa } from '../render/aa/render-aa.ts';
import {
  CERTS_FOLDER,
  type LocalCertificates,
  renderLocalCertificates,
} from '../render/render-local-certificates.ts';
import { withProgress } from '../ui/progress.ts';
import type { CommandInput } from './command.ts';
import {
  type ReadContext,
  type RenderContext,
  type Rendered,
  runScaffold,
  type Scaffold,
} from './scaffold.ts';

/** An extension API server: its kinds, its library, its manifests, its certificates. */
export const SCAFFOLD_AA: Scaffold<ScaffoldAaAnswers> = {
  command: 'scaffold aa',
  form: SCAFFOLD_AA_FORM,
  read,
  render,
};

/** Writes an extension API server. */
export async function runScaffoldAa({ args, options, io }: CommandInput): Promise<number> {
  return runScaffold(SCAFFOLD_AA, { args, options, io });
}

async function read(options: RawOptions, context: ReadContext) {
  if (options['from'] === undefined) return SCAFFOLD_AA_FORM;
  const [{ readResourceInputs }, { chooseServed }] = await Promise.all([
    import('../read/read-resource-inputs.ts'),
    import('../model/source/choose-served.ts'),
  ]);
  return scaffoldAaForm(await readResourceInputs(options, { ...context, choose: chooseServed }));
}

async function render(answers: ScaffoldAaAnswers, context: RenderContext): Promise<Rendered> {
  const { project, texts, warnings } = answers;
  const certificates = await certificatesOf(answers, context);
  const caBundle = certificates?.caBundle ?? context.inputs['caBundle'] ?? '';
  const tree = readAaTemplates(project.library);
  const notAfter = certificates?.notAfter;
  const hasOldCertificates = certificates === undefined && hasCertificates(context.root);
  return {
    files: [...renderAa({ project, tree, caBundle }), ...(certificates?.files ?? [])],
    inputs: { ...(caBundle === '' ? {} : { caBundle }), ...texts },
    warnings,
    describeNext: ({ out }) =>
      describeAaNext({ project, out, notAfter, hasOldCertificates, stripsTypes: runsTypeScript() }),
  };
}

/**
 * Certificates that an earlier run made are kept, so that the same run again changes nothing. Git does not keep them:
 * in a fresh clone there are none, and new ones would not be those of the caBundle that is recorded.
 */
async function certificatesOf(
  { certs, project, quiet }: ScaffoldAaAnswers,
  { root, io, inputs }: RenderContext,
): Promise<LocalCertificates | undefined> {
  if (!certs) return undefined;
  const now = io.now().getTime();
  const read = () => readLocalCertificates(root, { host: verifiedName(project.service), now });
  if (inputs['caBundle'] !== undefined) return usable(read, io);
  const kept = read();
  if (kept !== undefined) return kept;
  const making = issueLocalCertificates(project.service, now, io.signal);
  const { server, admin } = await withProgress({ io, label: 'making certificates', quiet }, making);
  return renderLocalCertificates(server, admin);
}

/** An update may come years later: certificates that expired since are told, and stay, with the recorded caBundle. */
function usable(read: () => LocalCertificates | undefined, io: Io): LocalCertificates | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const problems = error.violations.map(({ path, message }) => `${path} ${message}\n`);
    io.stderr.write(
      `${problems.join('')}The certificates in ${CERTS_FOLDER}/ stay as they are; kx certs gen makes new ones.\n`,
    );
    return undefined;
  }
}
