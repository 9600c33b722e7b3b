import { askMissing } from '../ask/ask-missing.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { completeCommandHint } from '../options/complete-command.ts';
import { type GivenFlags, identityOf } from '../options/custom-resource/identity.ts';
import type { RawOptions } from '../options/option.ts';
import { checkScaffoldCrd, type ScaffoldCrdAnswers } from '../options/scaffold-crd/answers.ts';
import { SCAFFOLD_CRD_OPTIONS, SCAFFOLD_CRD_QUESTIONS } from '../options/scaffold-crd/options.ts';
import { renderCrd, renderCrdFiles } from '../render/render-crd.ts';
import { describeCrdNext } from '../render/render-crd-next.ts';
import { renderYaml } from '../render/yaml.ts';
import { printApplied } from '../ui/print-applied.ts';
import { applyFiles } from '../write/apply-files.ts';
import type { CommandInput } from './command.ts';

/** Writes a CRD and samples of its objects. */
export async function runScaffoldCrd({ args, options, io }: CommandInput): Promise<number> {
  const answers = await answersOf({ options, fullName: args[0] }, io);
  const { resource, out, write, format, quiet, pluralGuessed } = answers;
  if (out === undefined) {
    io.stdout.write(renderYaml(renderCrd(resource)));
    return 0;
  }
  const applied = await applyFiles({ files: renderCrdFiles(resource), out, answers: write, io });
  const next = describeCrdNext(resource, { directory: out, pluralGuessed });
  await printApplied({ applied, out, answers: write, format, next, quiet, io });
  return 0;
}

async function answersOf(given: GivenFlags, io: Io): Promise<ScaffoldCrdAnswers> {
  const { fullName } = given;
  const check = (options: RawOptions) => checkScaffoldCrd({ options, fullName });
  const open = new Set(identityOf(given).missing);
  const questions = SCAFFOLD_CRD_QUESTIONS.filter(({ flag }) => open.has(flag));
  const options = await askMissing({ questions, options: given.options, check, io });
  const checked = check(options);
  if (checked.ok) return checked.value;
  const hint = completeCommandHint({
    command: 'scaffold crd',
    args: fullName === undefined ? [] : [fullName],
    groups: SCAFFOLD_CRD_OPTIONS,
    options,
    missing: { args: [], flags: identityOf({ options, fullName }).missing },
  });
  const { violations } = checked;
  throw new UsageError('kx scaffold crd cannot work with this; nothing was written', { hint, violations });
}
