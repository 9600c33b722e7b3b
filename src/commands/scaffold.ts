import { resolve } from 'node:path';
import { gatherAnswers, type ReadFiles } from '../ask/gather-answers.ts';
import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import type { CommandForm } from '../options/command-form.ts';
import type { RawOptions } from '../options/option.ts';
import type { DocumentFormat } from '../options/output-format.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import type { RecordInput } from '../record/record.ts';
import type { FileSet } from '../render/file-set.ts';
import { printApplied } from '../ui/print-applied.ts';
import { printWarnings } from '../ui/print-warnings.ts';
import { tellConflicts } from '../ui/tell-conflicts.ts';
import { applyFiles } from '../write/apply-files.ts';
import { recoverTarget } from '../write/recover-target.ts';
import type { CommandInput } from './command.ts';

/** What scaffolding makes of its answers. */
export type Rendered = {
  readonly files: FileSet;
  /** What was rendered besides the answers, for the record: `caBundle`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** @returns what to say to a person who has the files now */
  readonly describeNext: (place: WrittenPlace) => string;
  /** What is fine and may be regretted. */
  readonly warnings?: readonly Violation[];
};

/** Where files were written. */
type WrittenPlace = {
  /** The directory as the user named it. */
  readonly out: string;
  /** They were there before: what was chosen then needs no telling. */
  readonly isUpdate: boolean;
};

/** What every scaffolding command is told besides what to scaffold. */
type ScaffoldAnswers = {
  /** The target directory as given; undefined prints to stdout. */
  readonly out: string | undefined;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/** A scaffolding command: what it asks, and what it renders of the answers. */
export type Scaffold<T> = {
  /** Without `kx`, as the record has it. */
  readonly command: RecordInput['command'];
  readonly form: CommandForm<T>;
  /** The form that knows what is in the files that answers name. */
  readonly read?: (options: RawOptions, context: ReadContext) => Promise<CommandForm<T>>;
  readonly render: (answers: T, context: RenderContext) => Promise<Rendered>;
};

/** Where files are read, and which were read before. */
export type ReadContext = {
  readonly io: Io;
  /** Of the record; empty in a first run. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Whether an answer, by its key among the raw options, is that of the record. */
  readonly isRecorded: (rawKey: string) => boolean;
};

export type RenderContext = {
  /** The target directory, absolute. */
  readonly root: string;
  readonly io: Io;
  /** Of the record; empty in a first run. */
  readonly inputs: Readonly<Record<string, string>>;
};

type Run = Pick<CommandInput, 'args' | 'options' | 'io'> & {
  /** The one file that `--out -` prints. */
  readonly onStdout?: string;
};

/** Runs a scaffolding command: answers, files, plan, write. @returns the exit code */
export async function runScaffold<T extends ScaffoldAnswers>(
  { command, form, read, render }: Scaffold<T>,
  { args, options, io, onStdout }: Run,
): Promise<number> {
  const context = { io, recorded: {}, isRecorded: () => false };
  const readFiles: ReadFiles<T> = async (_, merged) =>
    read === undefined ? form : read(merged.options, context);
  const { answers, recorded, printed } = await gatherAnswers(form, { args, options, io }, readFiles);
  if (printed) return 0;
  const { out, write, format, quiet } = answers;
  const root = resolve(io.cwd, out ?? '.');
  if (out !== undefined) recoverTarget({ root, isDryRun: write.dryRun || write.diff, io });
  const rendered = await render(answers, { root, io, inputs: {} });
  const { files, inputs, describeNext, warnings = [] } = rendered;
  printWarnings(warnings, { quiet, io });
  if (out === undefined) {
    io.stdout.write(files.find(({ path }) => path === onStdout)?.text ?? '');
    return 0;
  }
  const record = { command, answers: recorded, inputs };
  const applied = await applyFiles({ files, out, answers: write, io, record });
  const isMarked = applied.plan.files.some(({ action }) => action === 'conflict');
  const next = isMarked ? '' : describeNext({ out, isUpdate: false });
  await printApplied({ applied, out, answers: write, format, next, warnings, quiet, io });
  return tellConflicts({ applied, out, options, io });
}
