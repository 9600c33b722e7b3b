import type { Violation } from '../errors.ts';
import { RECORD_PATH } from '../record/record.ts';
import { fileBelow } from '../render/file-below.ts';
import { changesDisk } from './changes-disk.ts';
import { diffFile } from './diff-file.ts';
import type { Plan, PlannedAction, PlannedFile } from './plan.ts';

const DONE = {
  create: 'created',
  same: 'unchanged',
  change: 'changed',
  merge: 'merged',
  conflict: 'merged with conflicts',
  delete: 'deleted',
  keep: 'kept',
} satisfies Record<PlannedAction, string>;

/** A folder with more files than this, all treated the same, is one line: nobody reads 130 names of a library. */
const LISTED = 12;

/**
 * @param out the target as the user named it; paths are shown below it
 * @param written false for a dry run, which is said on each line as kubectl does
 * @returns one line per file or full folder, in kubectl's manner: `my-aa/src/main.ts created`
 */
export function listPlan(plan: Plan, out: string, written: boolean): string {
  const suffix = written ? '' : ' (dry run)';
  const lines = [...foldersOf(plan)].flatMap(([folder, files]) => {
    const [first] = files;
    const alike = files.every((file) => file.action === first?.action && file.note === undefined);
    if (first !== undefined && alike && files.length > LISTED) {
      return [`${fileBelow(out, folder)}/ ${DONE[first.action]}, ${files.length} files${suffix}`];
    }
    return files.map((file) => `${fileBelow(out, file.path)} ${describeFile(file)}${suffix}`);
  });
  return lines.map((line) => `${line}\n`).join('');
}

function describeFile({ action, note }: PlannedFile): string {
  return note === undefined ? DONE[action] : `${DONE[action]} (${note})`;
}

/** @returns the files by the first two folders of their paths, in the plan's order */
function foldersOf(plan: Plan): ReadonlyMap<string, readonly PlannedFile[]> {
  const folders = new Map<string, PlannedFile[]>();
  for (const file of plan.files) {
    const folder = file.path.split('/').slice(0, -1).slice(0, 2).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}

/** @returns `3 created, 0 changed, 2 unchanged`, and where it happened `, 1 merged, 1 with conflicts` and so on */
export function countPlan(plan: Plan): string {
  const count = (action: PlannedAction) => plan.files.filter((file) => file.action === action).length;
  const always = [`${count('create')} created`, `${count('change')} changed`, `${count('same')} unchanged`];
  const sometimes = RARE.filter(([action]) => count(action) > 0).map(
    ([action, done]) => `${count(action)} ${done}`,
  );
  return [...always, ...sometimes].join(', ');
}

const RARE = [
  ['merge', 'merged'],
  ['conflict', 'with conflicts'],
  ['delete', 'deleted'],
  ['keep', 'kept'],
] as const satisfies readonly (readonly [PlannedAction, string])[];

/**
 * Private keys are left out: a diff is read on a screen and pasted into tickets, and each run makes new keys anyway.
 *
 * @returns a unified diff of the target directory that `patch -p1` applies inside it; empty where nothing changes
 */
export function diffPlan(plan: Plan): string {
  const shown = plan.files.filter((file) => changesDisk(file) && file.mode !== 0o600 && !isModeOnly(file));
  // The record changes with every run and says nothing to a reader.
  return shown
    .toSorted((a, b) => Number(isRecord(a)) - Number(isRecord(b)))
    .map(diffFile)
    .join('');
}

function isRecord({ path }: PlannedFile): boolean {
  return path === RECORD_PATH;
}

function isModeOnly({ action, before, text, isBinary }: PlannedFile): boolean {
  return action !== 'delete' && before === text && isBinary !== true;
}

/** The JSON that every command gives that writes files. */
export type PlanDocument = {
  readonly kind: 'Plan';
  readonly written: boolean;
  readonly files: readonly PlannedFileDocument[];
  /** Absent where there are none. */
  readonly warnings?: readonly Violation[];
};

/** One file of a PlanDocument; `mode` is octal as chmod takes it. */
type PlannedFileDocument = {
  readonly path: string;
  readonly action: PlannedAction;
  readonly mode: string;
  readonly sha256: string;
  readonly note?: string;
};

/** @returns the plan as the document of `-o json` */
export function documentPlan(
  plan: Plan,
  written: boolean,
  warnings: readonly Violation[] = [],
): PlanDocument {
  const document: PlanDocument = { kind: 'Plan', written, files: plan.files.map(documentFile) };
  return warnings.length === 0 ? document : { ...document, warnings };
}

function documentFile({ path, action, mode, sha256, note }: PlannedFile): PlannedFileDocument {
  const document = { path, action, mode: mode.toString(8).padStart(4, '0'), sha256 };
  return note === undefined ? document : { ...document, note };
}
