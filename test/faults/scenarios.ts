import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileSet } from '../../src/render/file-set.ts';
import { applyFiles } from '../../src/write/apply-files.ts';
import { carryOut } from '../../src/write/carry-out.ts';
import type { Plan, PlannedAction, PlannedFile } from '../../src/write/plan.ts';
import { readTarget } from '../../src/write/read-target.ts';
import { recoverTarget } from '../../src/write/recover-target.ts';
import { sha256Of } from '../../src/write/sha256.ts';
import { testIo } from '../support/test-io.ts';
import type { Snapshot } from './snapshot.ts';

/** A run that changes a tree, and what it meets. Each run of the same tree does the same. */
export type Scenario = {
  readonly name: string;
  /** Makes the tree as it is before the run. */
  readonly prepare: (directory: string) => void;
  /** The target, below the directory. */
  readonly out: string;
  readonly run: (directory: string) => Promise<unknown>;
  /** The target is there before, and files in it are replaced. */
  readonly replaces?: true;
  /** Where each run makes something new: the same for all trees that such runs may make. */
  readonly normalize?: (all: Snapshot) => Snapshot;
};

/** What every private key of these trees holds. */
export const SECRET = 'PRIVATE';

const WRITE = { dryRun: false, diff: false, force: false, yes: true };
const KEY = { path: 'keys/tls.key', text: `${SECRET} new\n`, mode: 0o600 } as const;

const FILES: FileSet = [
  { path: 'crd.yaml', text: 'kind: CustomResourceDefinition\n', mode: 0o644 },
  { path: 'samples/minimal.yaml', text: 'kind: CronTab\n', mode: 0o644 },
  { path: 'scripts/run.sh', text: '#!/bin/sh\n', mode: 0o755 },
  KEY,
];

const RECORD = { command: 'scaffold crd', answers: { group: 'stable.example.com' }, inputs: {} } as const;

function applying(out: string, files: FileSet, force: boolean): Scenario['run'] {
  return (cwd) =>
    applyFiles({ files, out, answers: { ...WRITE, force }, io: testIo({ cwd }), record: RECORD });
}

const OVERWRITTEN: FileSet = [
  ...FILES,
  { path: 'rbac/deep/viewer.yaml', text: 'kind: ClusterRole\n', mode: 0o644 },
  { path: 'empty', text: '', mode: 0o644 },
  { path: 'leaked.key', text: `${SECRET} kept\n`, mode: 0o600 },
];

function prepareOverwrite(directory: string): void {
  put(directory, 'out/crd.yaml', 'mine\r\nwith CRLF\r\n');
  put(directory, 'out/samples/minimal.yaml', 'kind: CronTab\n');
  put(directory, 'out/scripts/run.sh', '#!/bin/sh\nmine\n', 0o755);
  put(directory, 'out/keys/tls.key', `${SECRET} old\n`, 0o600);
  put(directory, 'out/keys/notes.md', 'of the user\n');
  put(directory, 'out/leaked.key', 'kept\n', 0o644);
}

/** What an update does: a text is merged, a file has moved, another is rendered no more, one is the user's own. */
const UPDATED = { 'src/main.ts': 'merged\n', 'src/kinds/gadget.ts': 'moved\n', 'mine.ts': 'of the user\n' };
const DELETED = ['src/old/deep/widget.ts', 'gone.ts'];

function prepareUpdate(directory: string): void {
  put(directory, 'out/src/main.ts', 'before\n');
  put(directory, 'out/src/old/deep/widget.ts', 'moved\n');
  put(directory, 'out/gone.ts', 'unedited\n');
  put(directory, 'out/mine.ts', 'of the user\n');
}

async function runUpdate(cwd: string): Promise<void> {
  const io = testIo({ cwd });
  const root = join(cwd, 'out');
  recoverTarget({ root, isDryRun: false, io });
  await carryOut({ plan: planUpdate(root), out: 'out', answers: WRITE, io, base: new Map() });
}

function planUpdate(root: string): Plan {
  const wanted = [...Object.entries(UPDATED), ...DELETED.map((path) => [path, undefined] as const)];
  const target = readTarget(
    root,
    wanted.map(([path]) => ({ path })),
  );
  const files = wanted.flatMap(([path, text]) => {
    const entry = target.entries.get(path);
    const found = entry?.kind === 'file' ? { before: entry.text, beforeMode: entry.mode } : undefined;
    const file = { path, text: text ?? '', mode: 0o644, sha256: sha256Of(text ?? '') };
    const action = actionOf(found?.before, text);
    return action === undefined ? [] : [{ ...file, ...found, action } satisfies PlannedFile];
  });
  return { root, rootExists: true, files };
}

function actionOf(before: string | undefined, after: string | undefined): PlannedAction | undefined {
  if (after === undefined) return before === undefined ? undefined : 'delete';
  if (before === undefined) return 'create';
  return before === after ? 'same' : 'merge';
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'a new tree', prepare: () => {}, out: 'out', run: applying('out', FILES, false) },
  {
    name: 'a new tree with missing parents',
    prepare: () => {},
    out: 'a/b/out',
    run: applying('a/b/out', FILES, false),
  },
  {
    name: 'an empty directory',
    prepare: (directory) => mkdirSync(join(directory, 'out')),
    out: 'out',
    run: applying('out', FILES, false),
  },
  {
    name: 'an overwrite',
    prepare: prepareOverwrite,
    out: 'out',
    run: applying('out', OVERWRITTEN, true),
    replaces: true,
  },
  { name: 'an update', prepare: prepareUpdate, out: 'out', run: runUpdate, replaces: true },
];

function put(directory: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
  chmodSync(join(directory, path), mode);
}
