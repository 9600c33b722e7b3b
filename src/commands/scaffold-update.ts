import { resolve } from 'node:path';
import { gatherAnswers, type ReadFiles } from '../ask/gather-answers.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { RawOptions } from '../options/option.ts';
import type { DocumentFormat } from '../options/output-format.ts';
import { switchOf } from '../options/raw-value.ts';
import { flagsOfCommand } from '../options/scaffold-update/flags-of-command.ts';
import { updateForm } from '../options/scaffold-update/form.ts';
import { splitKeyedLists, withKeyedLists } from '../options/scaffold-update/keyed-lists.ts';
import { knownAnswers } from '../options/scaffold-update/known-answers.ts';
import type { WriteAnswers } from '../options/write-options.ts';
import { readRecord, type StoredRecord } from '../read/read-record.ts';
import { readTree } from '../read/read-tree.ts';
import { isNewerVersion } from '../record/is-newer-version.ts';
import { planUpdate } from '../record/plan-update.ts';
import { RECORD_PATH, type RecordInput } from '../record/record.ts';
import { printable } from '../render/printable.ts';
import { printApplied } from '../ui/print-applied.ts';
import { printWarnings } from '../ui/print-warnings.ts';
import { tellConflicts } from '../ui/tell-conflicts.ts';
import { VERSION } from '../version.ts';
import { carryOut } from '../write/carry-out.ts';
import { changesDisk } from '../write/changes-disk.ts';
import type { Plan } from '../write/plan.ts';
import { readTarget } from '../write/read-target.ts';
import { recoverTarget } from '../write/recover-target.ts';
import type { CommandInput } from './command.ts';
import type { Rendered, Scaffold } from './scaffold.ts';

/** Merges what this kx renders, from the answers of then, into a directory that was edited since. */
export async function runScaffoldUpdate({ args, options, io }: CommandInput): Promise<number> {
  const named = args[0] ?? '.';
  if (named === '') throw new UsageError('DIR is empty', { hint: 'leave it out for this directory' });
  const root = resolve(io.cwd, named);
  recoverTarget({ root, isDryRun: ONLY_SHOW.some((key) => switchOf(options, key)), io });
  const stored = readRecord(root, named);
  return UPDATES[stored.record.command]({ named, root, stored, options, io });
}

const ONLY_SHOW = ['dryRun', 'diff', 'printAnswers', 'explain'];

type Run = {
  /** The directory as the user named it. */
  readonly named: string;
  readonly root: string;
  readonly stored: StoredRecord;
  readonly options: RawOptions;
  readonly io: Io;
};

const UPDATES: Readonly<Record<RecordInput['command'], (run: Run) => Promise<number>>> = {
  'scaffold crd': async (run) => update((await import('./scaffold-crd.ts')).SCAFFOLD_CRD, run),
  'scaffold aa': async (run) => update((await import('./scaffold-aa.ts')).SCAFFOLD_AA, run),
};

type UpdateAnswers = {
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

async function update<T extends UpdateAnswers>(scaffold: Scaffold<T>, run: Run): Promise<number> {
  const { named, root, stored, io } = run;
  const { answers, recorded, printed } = await gather(scaffold, run);
  if (printed) return 0;
  const { record } = stored;
  const { write, format, quiet } = answers;
  if (isNewerVersion(record.kx, VERSION)) io.stderr.write(newerNote(record.kx, named));
  const rendered = await scaffold.render(answers, { root, io, inputs: record.inputs });
  const { warnings = [] } = rendered;
  printWarnings(warnings, { quiet, io });
  const plan = planOf({ run, rendered, recorded, force: write.force });
  // What nobody edited is replaced without a question: that is what an update is for.
  const decided = { ...write, force: true };
  const applied = await carryOut({ plan, out: named, answers: decided, io, base: new Map() });
  const next = nextOf({ plan, rendered, named });
  await printApplied({ applied, out: named, answers: write, format, next, warnings, quiet, io });
  return tellConflicts({ applied, out: named, options: run.options, io });
}

function gather<T>({ form, read }: Scaffold<T>, { named, stored, options, io }: Run) {
  const flags = flagsOfCommand(options, form);
  if (!flags.ok) {
    const hint = `kx ${form.command} --help has the flags of ${named}`;
    throw new UsageError('kx scaffold update cannot work with this; nothing was written', {
      hint,
      violations: flags.violations,
    });
  }
  const { lists, rest } = splitKeyedLists(flags.value);
  const { known, unknown } = knownAnswers(form, stored.record.answers);
  for (const key of unknown)
    io.stderr.write(`kx ${VERSION} has no answer ${printable(key)}, and leaves it out of the record\n`);
  const recorded = stored.record.inputs;
  const readFiles: ReadFiles<T> = async (table, { options: merged, origins }) => {
    const isRecorded = (key: string) => origins.get(key)?.source === RECORD_PATH;
    if (read === undefined) return table;
    return updateForm(await read(withKeyedLists(merged, lists), { io, recorded, isRecorded }), {
      named,
      lists,
    });
  };
  const given = { args: [], options: rest, io, recorded: known };
  return gatherAnswers(updateForm(form, { named, lists }), given, readFiles);
}

type Planning = {
  readonly run: Run;
  readonly rendered: Rendered;
  readonly recorded: RecordInput['answers'];
  readonly force: boolean;
};

function planOf({ run: { root, stored }, rendered, recorded, force }: Planning): Plan {
  const { record } = stored;
  const { files, inputs } = rendered;
  const places = record.files.flatMap(({ path, at }) => (at === undefined ? [path] : [path, at]));
  const paths = new Set([...places, ...files.map(({ path }) => path), RECORD_PATH]);
  const target = readTarget(
    root,
    [...paths].map((path) => ({ path })),
  );
  const next = { command: record.command, answers: recorded, inputs, kx: VERSION };
  const strays = readTree(root, new Set(places));
  return planUpdate({ record, recordText: stored.text, next, files, target, strays, force });
}

function newerNote(version: string, named: string): string {
  return `kx ${printable(version)} rendered ${named} the last time, and this is ${VERSION}: it takes back what only the newer one renders\n`;
}

type Next = { readonly plan: Plan; readonly rendered: Rendered; readonly named: string };

function nextOf({ plan, rendered, named }: Next): string {
  const what = named === '.' ? 'this directory' : named;
  if (!plan.files.some(changesDisk)) return `${what} is up to date with kx ${VERSION}\n`;
  if (plan.files.some(({ action }) => action === 'conflict')) return '';
  const isNow = `${what} is now what kx ${VERSION} renders of its answers, with your changes\n`;
  return (
    isNow + (areInPlace(rendered.files, plan) ? rendered.describeNext({ out: named, isUpdate: true }) : '')
  );
}

/** Commands that name the files are of use where their owner neither moved nor deleted one. */
function areInPlace(files: Rendered['files'], plan: Plan): boolean {
  const there = new Set(plan.files.filter(({ action }) => action !== 'keep').map(({ path }) => path));
  return files.every(({ path }) => there.has(path));
}
