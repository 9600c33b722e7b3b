import { UsageError } from '../../errors.ts';
import type { KubectlVersion } from '../../options/discover/kubectl.ts';
import type { ServingMap } from '../serving/serving.ts';
import type { Problem } from '../walk/catalog.ts';
import type { Group } from '../walk/resource.ts';
import type { Priorities } from './losers.ts';
import { directoryOf } from './map-type.ts';
import { notFound } from './not-found.ts';
import { type Resolution, resolve } from './resolve.ts';
import { type TypeArgument, typeArgument } from './type-argument.ts';

/** A name, and all that is known of what it could be. */
type Naming = {
  readonly name: string;
  readonly groups: readonly Group[];
  readonly serving: ServingMap;
  readonly problems: readonly Problem[];
  readonly kubectl: KubectlVersion;
};

/** What a name stands for: one resource at least. */
export type ResolvedName = Pick<Resolution, 'resolved' | 'warnings'> & Pick<TypeArgument, 'object'>;

/**
 * Resolves a name as a version of kubectl does.
 *
 * @throws UsageError for what kubectl get would not read; FailedError where it stands for nothing
 */
export function resolveName({ name, groups, serving, problems, kubectl }: Naming): ResolvedName {
  const argument = typeArgument(name);
  if (!argument.ok) throw new UsageError('kubectl get does not take such a name', argument);
  const directory = directoryOf(groups, kubectl);
  const { resolved, warnings, unknown } = resolve(argument.value, directory, prioritiesOf(serving));
  if (unknown !== undefined) throw notFound({ word: unknown, directory, groups, problems });
  return { resolved, warnings, object: argument.value.object };
}

/** The aggregator orders groups by the highest priority among their versions (kube-aggregator apis/apiregistration). */
function prioritiesOf(serving: ServingMap): Priorities {
  const priorities = new Map<string, number>();
  for (const [name, { groupPriority }] of serving) {
    const group = name.includes('/') ? name.replace(/\/.*/, '') : '';
    if (groupPriority !== undefined) {
      priorities.set(group, Math.max(groupPriority, priorities.get(group) ?? 0));
    }
  }
  return priorities;
}
