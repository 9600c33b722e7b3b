import type { ScaffoldCrdAnswers } from '../options/scaffold-crd/answers.ts';
import { SCAFFOLD_CRD_FORM } from '../options/scaffold-crd/form.ts';
import { renderCrdFiles } from '../render/render-crd.ts';
import { describeCrdNext } from '../render/render-crd-next.ts';
import type { CommandInput } from './command.ts';
import { runScaffold, type Scaffold } from './scaffold.ts';

/** A CRD and samples of its objects. */
export const SCAFFOLD_CRD: Scaffold<ScaffoldCrdAnswers> = {
  command: 'scaffold crd',
  form: SCAFFOLD_CRD_FORM,
  render: async ({ resource, pluralGuessed }) => ({
    files: renderCrdFiles(resource),
    inputs: {},
    describeNext: (directory) => describeCrdNext(resource, { directory, pluralGuessed }),
  }),
};

/** Writes a CRD and samples of its objects; `--out -` prints the CRD. */
export async function runScaffoldCrd({ args, options, io }: CommandInput): Promise<number> {
  return runScaffold(SCAFFOLD_CRD, { args, options, io, onStdout: 'crd.yaml' });
}
