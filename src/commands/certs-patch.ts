import { relative } from 'node:path';
import { bundleToSet } from '../certs/patch/bundle-to-set.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type CertsPatchAnswers, checkCertsPatch, type PatchTarget } from '../options/certs-patch/answers.ts';
import { documentPatch, summarizePatch } from '../render/render-patch.ts';
import { printDocument } from '../ui/print-document.ts';
import { carryOut } from '../write/carry-out.ts';
import { changedMeanwhile } from '../write/changed-meanwhile.ts';
import type { Plan } from '../write/plan.ts';
import { planWrites } from '../write/plan-writes.ts';
import { readTarget } from '../write/read-target.ts';
import { recoverTarget } from '../write/recover-target.ts';
import { diffPlan, documentPlan, listPlan } from '../write/show-plan.ts';
import type { CommandInput } from './command.ts';

/** Puts a CA into the caBundle fields of manifests, or of the objects of a cluster. */
export async function runCertsPatch(input: Pick<CommandInput, 'args' | 'options' | 'io'>): Promise<number> {
  const { args, options, io } = input;
  const checked = checkCertsPatch(args, options);
  if (!checked.ok) {
    throw new UsageError('kx certs patch cannot work with this; nothing was written', checked);
  }
  const answers = checked.value;
  const { target, ca } = answers;
  const { pem, notes } = await bundleToSet(ca, io);
  const wish = { ...answers, pem };
  if (target.kind === 'cluster') {
    const { patchCluster } = await import('../certs/patch/cluster/patch-cluster.ts');
    return await patchCluster({ answers, target, wish, notes, io });
  }
  const work: FileWork = { answers, files: target.files, wish, notes, io };
  return target.files[0] === '-' ? await filter(work) : await patch(work);
}

type FileWork = {
  readonly answers: CertsPatchAnswers;
  readonly files: Extract<PatchTarget, { kind: 'files' }>['files'];
  readonly wish: CertsPatchAnswers & { readonly pem: string };
  readonly notes: readonly string[];
  readonly io: Io;
};

async function patch({ answers, files, wish, notes, io }: FileWork): Promise<number> {
  const { findManifests, patchManifests } = await import('../certs/patch/patch-files.ts');
  const { write, format, quiet } = answers;
  const found = findManifests(files, io.cwd);
  recoverTarget({ root: found.root, isDryRun: write.dryRun || write.diff, io });
  const patched = patchManifests(found, wish);
  const plan = planWrites(patched.files, readTarget(found.root, patched.files));
  refuseOthers(plan, patched.originals);
  const out = nameOf(found.root, io);
  // To be changed is what the files were named for.
  const applied = await carryOut({ plan, out, answers: { ...write, force: true }, io, base: new Map() });
  const { written } = applied;
  const summary = { fields: patched.fields, notes: [...notes, ...patched.notes], written };
  if (format !== undefined) {
    await printDocument(documentPatch(documentPlan(applied.plan, written), summary), format, io);
    return 0;
  }
  io.stdout.write(write.diff ? diffPlan(applied.plan) : listPlan(applied.plan, out, written));
  if (!quiet) io.stderr.write(summarizePatch(summary));
  return 0;
}

/** @throws ConflictError where a file was edited between two looks at it */
function refuseOthers({ root, files }: Plan, originals: ReadonlyMap<string, string>): void {
  const others = files.filter(({ path, before }) => before !== originals.get(path));
  if (others.length > 0)
    throw changedMeanwhile(
      root,
      others.map(({ path }) => path),
    );
}

function nameOf(root: string, { cwd }: Io): string {
  const below = relative(cwd, root);
  return below.startsWith('..') ? root : below || '.';
}

/** Stdin to stdout, as a filter between helm template and kubectl apply. */
async function filter({ answers: { write, quiet }, wish, notes, io }: FileWork): Promise<number> {
  const { filterManifest } = await import('../certs/patch/filter-manifest.ts');
  const { before, text, fields, skipped } = await filterManifest(wish, io);
  if (write.diff) {
    const { diffFile } = await import('../write/diff-file.ts');
    const file = { path: 'stdin', action: 'change', text, mode: 0o644, sha256: '', before } as const;
    io.stdout.write(before === text ? '' : diffFile(file));
  } else io.stdout.write(text);
  const summary = { fields, notes: [...notes, ...skipped], written: !write.dryRun && !write.diff };
  if (!quiet) io.stderr.write(summarizePatch(summary));
  return 0;
}
