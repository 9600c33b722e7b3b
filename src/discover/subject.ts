import { FailedError } from '../errors.ts';
import { nearestHint } from '../model/nearest.ts';
import type { DiscoverAnswers } from '../options/discover/answers.ts';
import { findPart, type Part } from './resolve/find-part.ts';
import { directoryOf, mapType } from './resolve/map-type.ts';
import type { Group } from './walk/resource.ts';

/** What a run is about: everything, a part of the catalog, or a name. */
export type Subject =
  | { readonly is: 'catalog' }
  | { readonly is: 'part'; readonly part: Part }
  | { readonly is: 'name'; readonly name: string };

/**
 * Says what an argument means. A group wins over a name; `apps/v9` of a group `apps` is no type and name.
 *
 * @param groups what discovery names
 * @throws FailedError for a version that a group does not have
 */
export function subjectOf(
  { argument, kubectl }: Pick<DiscoverAnswers, 'argument' | 'kubectl'>,
  groups: readonly Group[],
): Subject {
  if (argument === undefined) return { is: 'catalog' };
  const part = findPart(argument, groups);
  if (part !== undefined) return { is: 'part', part };
  const [name = '', version] = argument.split('/');
  const group = groups.find((one) => one.name === name);
  const isType = () => mapType(directoryOf(groups, kubectl), name).mapping !== undefined;
  if (group === undefined || version === undefined || isType()) return { is: 'name', name: argument };
  throw unknownVersion(group, version);
}

function unknownVersion({ name, versions }: Group, version: string): FailedError {
  const known = versions.map((one) => one.version);
  const hint = nearestHint(version, known) ?? `it has: ${known.join(', ')}`;
  const group = name === '' ? 'the core group' : `the group ${name}`;
  return new FailedError(`${group} has no version '${version}'`, { hint });
}
