import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { askMissing } from '../options/ask.ts';
import { commandWords } from '../options/command-words.ts';
import { type GivenFlags, identityOf } from '../options/custom-resource/identity.ts';
import { checkScaffoldCrd, type ScaffoldCrdAnswers } from '../options/scaffold-crd/answers.ts';
import { SCAFFOLD_CRD_OPTIONS, SCAFFOLD_CRD_QUESTIONS } from '../options/scaffold-crd/options.ts';
import { renderCrd, renderCrdFiles } from '../render/render-crd.ts';
import { describeCrdNext } from '../render/render-crd-next.ts';
import { shellWords } from '../render/shell-words.ts';
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
  const applied = applyFiles({ files: renderCrdFiles(resource), out, answers: write, io });
  const next = describeCrdNext(resource, { directory: shellWords([out]), pluralGuessed });
  await printApplied({ applied, out, answers: write, format, next, quiet, io });
  return 0;
}

async function answersOf(given: GivenFlags, io: Io): Promise<ScaffoldCrdAnswers> {
  const { fullName } = given;
  const violations = (options: GivenFlags['options']) => {
    const checked = checkScaffoldCrd({ options, fullName });
    return checked.ok ? [] : checked.violations;
  };
  const open = new Set(identityOf(given).missing);
  const questions = SCAFFOLD_CRD_QUESTIONS.filter(({ flag }) => open.has(flag));
  const options = await askMissing({ questions, options: given.options, violations, io });
  const checked = checkScaffoldCrd({ options, fullName });
  if (checked.ok) return checked.value;
  throw new UsageError('kx scaffold crd cannot work with this; nothing was written', {
    hint: hintFor({ options, fullName }),
    violations: checked.violations,
  });
}

/** The complete command to paste where an answer is missing. */
function hintFor(given: GivenFlags): string {
  const { missing } = identityOf(given);
  if (missing.length === 0) return 'kx scaffold crd --help has every flag and two examples';
  const args = given.fullName === undefined ? [] : [given.fullName];
  const words = commandWords({
    command: 'scaffold crd',
    args,
    groups: SCAFFOLD_CRD_OPTIONS,
    options: given.options,
  });
  return `the complete command: ${shellWords([...words, ...missing])}`;
}
