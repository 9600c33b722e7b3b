import { UsageError, type Violation } from '../errors.ts';
import { needsCel } from '../model/cel/needs-cel.ts';
import type { CustomResource } from '../model/custom-resource.ts';
import { sampleMaker } from '../model/sample/sample-maker.ts';
import { checkSize } from '../model/size/check-size.ts';
import { encodedSize } from '../model/size/encoded-size.ts';
import type { RawOptions } from '../options/option.ts';
import type { ScaffoldCrdAnswers } from '../options/scaffold-crd/answers.ts';
import { SCAFFOLD_CRD_FORM, scaffoldCrdForm } from '../options/scaffold-crd/form.ts';
import { siblingCrds } from '../read/sibling-crds.ts';
import type { FileSet } from '../render/file-set.ts';
import { renderCrd, renderCrdFile } from '../render/render-crd.ts';
import { renderCrdFiles } from '../render/render-crd-files.ts';
import { describeCrdNext } from '../render/render-crd-next.ts';
import type { CommandInput } from './command.ts';
import {
  type ReadContext,
  type RenderContext,
  type Rendered,
  runScaffold,
  type Scaffold,
} from './scaffold.ts';

/** A CRD, samples of its objects, roles, types and a page about it. */
export const SCAFFOLD_CRD: Scaffold<ScaffoldCrdAnswers> = {
  command: 'scaffold crd',
  form: SCAFFOLD_CRD_FORM,
  read,
  render,
};

/** Writes a CRD and what goes with it; `--out -` prints the CRD. */
export async function runScaffoldCrd({ args, options, io }: CommandInput): Promise<number> {
  return runScaffold(SCAFFOLD_CRD, { args, options, io, onStdout: 'crd.yaml' });
}

/** Flags that name files, or that only a library can check. */
const NAME_FILES = ['caBundle', 'from', 'rule'];

async function read(options: RawOptions, context: ReadContext) {
  if (NAME_FILES.every((key) => options[key] === undefined)) return SCAFFOLD_CRD_FORM;
  const [{ readResourceInputs }, { chooseDescribed }] = await Promise.all([
    import('../read/read-resource-inputs.ts'),
    import('../model/source/choose-described.ts'),
  ]);
  return scaffoldCrdForm(await readResourceInputs(options, { ...context, choose: chooseDescribed }));
}

async function render(answers: ScaffoldCrdAnswers, { root }: RenderContext): Promise<Rendered> {
  const { pluralGuessed, texts, warnings } = answers;
  const resource = await withinSize(answers);
  const size = checkSize(sizeOf(resource));
  refuse(size.violations);
  const { files, found } = await filesOf(resource, answers);
  return {
    files,
    inputs: texts,
    describeNext: ({ out, isUpdate }) =>
      describeCrdNext(resource, { directory: out, files, pluralGuessed: pluralGuessed && !isUpdate }),
    warnings: [...warnings, ...(await clashesBeside(answers, root)), ...size.warnings, ...found],
  };
}

/** The API server never establishes the second of two CRDs of one group that share a name. */
async function clashesBeside(
  { resource, out }: ScaffoldCrdAnswers,
  root: string,
): Promise<readonly Violation[]> {
  const paths = out === undefined ? [] : siblingCrds(root, resource.group);
  if (paths.length === 0) return [];
  const [{ readSiblings }, { checkNameClashes }] = await Promise.all([
    import('../read/read-siblings.ts'),
    import('../model/check/check-name-clashes.ts'),
  ]);
  return readSiblings(paths).flatMap((sibling) =>
    checkNameClashes([sibling.resource, resource]).map(({ message }) => ({
      path: sibling.file,
      message: `${message}: only the first of the two would be established`,
    })),
  );
}

async function withinSize(answers: ScaffoldCrdAnswers): Promise<CustomResource> {
  const { resource, maxDescription, sizeBudget } = answers;
  if (maxDescription === undefined && sizeBudget === undefined) return resource;
  const [{ limitDescriptions }, { fitDescriptions }] = await Promise.all([
    import('../model/size/limit-descriptions.ts'),
    import('../model/size/fit-descriptions.ts'),
  ]);
  const limited = maxDescription === undefined ? resource : limitDescriptions(resource, maxDescription);
  if (sizeBudget === undefined) return limited;
  const fitted = fitDescriptions(limited, { bytes: sizeBudget, sizeOf });
  if (!fitted.ok) refuse(fitted.violations);
  return fitted.ok ? fitted.value : limited;
}

function sizeOf(resource: CustomResource): number {
  return encodedSize(renderCrd(resource));
}

function refuse(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const blamed = violations.map((violation) => ({ ...violation, path: '--size-budget' }));
  throw new UsageError('the CRD is too large; nothing was written', { violations: blamed });
}

type Files = { readonly files: FileSet; readonly found: readonly Violation[] };

/** stdout takes the CRD alone, for which no sample need be made. */
async function filesOf(resource: CustomResource, { out, only }: ScaffoldCrdAnswers): Promise<Files> {
  if (out === undefined) return { files: [renderCrdFile(resource)], found: [] };
  const samples = sampleMaker(resource, await engineFor(resource));
  const files = renderCrdFiles(resource, { parts: only, sampleOf: samples.sampleOf });
  return { files, found: samples.warnings() };
}

async function engineFor({ versions }: CustomResource) {
  if (!needsCel(versions)) return undefined;
  const { loadCel } = await import('../model/cel/load-cel.ts');
  return loadCel();
}
