import { ConflictError, UsageError } from '../../../errors.ts';
import type { Io } from '../../../io.ts';
import type { CertsPatchAnswers, PatchTarget } from '../../../options/certs-patch/answers.ts';
import { documentPatch, summarizePatch } from '../../../render/render-patch.ts';
import { printDocument } from '../../../ui/print-document.ts';
import { type ClusterClient, clusterClient } from '../../cluster/cluster-client.ts';
import { chooseCaller, holdsBundle } from '../choose-caller.ts';
import type { PatchedField, PatchWish } from '../patch-document.ts';
import { type ApplyWork, applyAll } from './apply-all.ts';
import { applyConfiguration } from './apply-configuration.ts';
import { type ClusterObject, findObjects } from './find-objects.ts';

type Work = {
  readonly answers: CertsPatchAnswers;
  readonly target: Extract<PatchTarget, { kind: 'cluster' }>;
  readonly wish: PatchWish;
  readonly notes: readonly string[];
  readonly io: Io;
};

/**
 * Sets the caBundle fields of the objects of a cluster, by server-side apply of these fields alone.
 *
 * @returns the exit code
 * @throws UsageError, ClusterError; ConflictError where another manager has a field: nothing was written then
 */
export async function patchCluster({ answers, target, wish, notes, io }: Work): Promise<number> {
  const client = await clusterClient(target.cluster, io);
  try {
    const plans = planAll(await findObjects(client, target.names), target, wish);
    const written = await carryOut(client, plans, { answers, target });
    await report({ answers, plans, notes, written, io });
    return 0;
  } finally {
    client.close();
  }
}

type ObjectPlan = {
  readonly found: ClusterObject;
  readonly fields: readonly PatchedField[];
  readonly notes: readonly string[];
  /** Undefined where everything is as it should be. */
  readonly body: string | undefined;
};

function planAll(
  objects: readonly ClusterObject[],
  { names }: Work['target'],
  wish: PatchWish,
): readonly ObjectPlan[] {
  const plans = objects.map((found) => planObject(found, wish));
  const meant = plans.filter(({ fields }) => fields.length > 0);
  const empty = names.length === 0 ? [] : plans.filter(({ fields }) => fields.length === 0);
  if (meant.length > 0 && empty.length === 0) return meant;
  if (empty.length === 0) {
    const wanted = `${wish.service?.namespace}/${wish.service?.name}`;
    throw new UsageError(`nothing in the cluster calls the Service ${wanted}; nothing was written`, {
      hint: 'kx certs verify --cluster shows who calls what',
    });
  }
  throw new UsageError('there is an object without a caBundle to set; nothing was written', {
    violations: empty.map(({ found, notes }) => ({
      path: found.object.label,
      message: whyEmpty(found, notes),
    })),
  });
}

function whyEmpty({ callers }: ClusterObject, notes: readonly string[]): string {
  if (notes.length > 0) return notes.join('; ');
  const services = callers.flatMap(({ caller: { service } }) =>
    service === undefined ? [] : [`${service.namespace}/${service.name}`],
  );
  if (services.length > 0) return `calls ${[...new Set(services)].join(', ')}`;
  return 'calls no server: it has no place for a caBundle';
}

function planObject(found: ClusterObject, wish: PatchWish): ObjectPlan {
  const choices = found.callers.map((one) => ({ one, choice: chooseCaller(one.caller, wish) }));
  const chosen = choices.filter(({ choice }) => choice.isChosen).map(({ one }) => one);
  const changing = chosen.filter(({ caller }) => !holdsBundle(caller, wish.pem));
  const insecure = chosen.filter(({ caller }) => caller.insecure);
  if (insecure.length > 0 && !wish.secure) throw insecureError(found);
  const caBundle = Buffer.from(wish.pem).toString('base64');
  const isSame = changing.length + insecure.length === 0;
  return {
    found,
    fields: chosen.map((one) => ({
      object: one.caller.place,
      field: one.caller.field,
      action: changing.includes(one) || insecure.includes(one) ? 'change' : 'same',
    })),
    notes: [
      ...choices.flatMap(({ choice }) => (choice.isChosen ? [] : (choice.reason ?? []))),
      ...chosen.flatMap(({ caller: { injected, place } }) =>
        injected ? [`${place} has an annotation by which a controller fills in its caBundle`] : [],
      ),
    ],
    body: isSame ? undefined : JSON.stringify(applyConfiguration(found, { changing, caBundle, insecure })),
  };
}

function insecureError({ object }: ClusterObject): UsageError {
  return new UsageError(
    `${object.label} has insecureSkipTLSVerify: true, which the API server refuses beside a caBundle; nothing was written`,
    { hint: '--secure sets it to false as well' },
  );
}

/** Every object is tried first, so that a conflict with one leaves all as they are. @returns whether it was done */
async function carryOut(
  client: ClusterClient,
  plans: readonly ObjectPlan[],
  { answers, target }: Pick<Work, 'answers' | 'target'>,
): Promise<boolean> {
  const work: readonly ApplyWork[] = plans.flatMap(({ found, body }) =>
    body === undefined ? [] : [{ label: found.object.label, path: found.path, body }],
  );
  const force = target.forceConflicts;
  const conflicts = await applyAll(client, work, { force, dryRun: true });
  if (conflicts.length > 0) throw conflictError(conflicts);
  if (answers.write.dryRun) return false;
  const late = await applyAll(client, work, { force, dryRun: false });
  if (late.length > 0) throw conflictError(late);
  return true;
}

function conflictError(violations: Awaited<ReturnType<typeof applyAll>>): ConflictError {
  const fields =
    violations.length === 1
      ? '1 field has another manager'
      : `${violations.length} fields have other managers`;
  return new ConflictError(`${fields}; nothing was written`, {
    hint: '--force-conflicts takes over what they manage, as with kubectl apply --server-side',
    violations,
  });
}

type Report = Pick<Work, 'answers' | 'notes' | 'io'> & {
  readonly plans: readonly ObjectPlan[];
  readonly written: boolean;
};

async function report({ answers, plans, notes, written, io }: Report): Promise<void> {
  const summary = {
    fields: plans.flatMap(({ fields }) => fields),
    notes: [...notes, ...plans.flatMap((plan) => plan.notes)],
    written,
  };
  if (answers.format !== undefined) {
    await printDocument(documentPatch({ kind: 'Plan', written, files: [] }, summary), answers.format, io);
    return;
  }
  const suffix = written ? '' : ' (server dry run)';
  for (const { found, body } of plans) {
    const verb = body === undefined ? 'unchanged' : 'changed';
    io.stdout.write(`${found.resource}/${found.object.name} ${verb}${suffix}\n`);
  }
  if (!answers.quiet) io.stderr.write(summarizePatch(summary));
}
