import { groupVersion } from '../walk/resource.ts';
import { type GroupVersionResource, resourceName } from './api-name.ts';
import { type Candidate, candidates } from './candidate.ts';
import type { Directory, MappedType } from './map-type.ts';
import type { Mapping } from './rest-mapper.ts';

/** A resource that the word could have stood for, and why it does not. */
export type Loser = GroupVersionResource & { readonly kind: string; readonly reason: string };

/** `groupPriorityMinimum` of a group's APIServices, where they are known. */
export type Priorities = ReadonlyMap<string, number>;

/** A word, what it was mapped to, and where it was looked up. */
type Contest = {
  readonly word: string;
  readonly directory: Directory;
  readonly mapped: MappedType & { readonly mapping: Mapping };
  readonly priorities: Priorities;
};

/** @returns every other resource that has the word among its names, in discovery's order, each with one reason */
export function losers(contest: Contest): readonly Loser[] {
  const { group, version, resource } = contest.mapped.mapping;
  return candidates(contest.word, contest.directory.listed)
    .filter((one) => one.group !== group || one.version !== version || one.resource !== resource)
    .map(({ way, fitsVersioned, ...one }) => ({
      ...one,
      reason: reasonOf({ ...one, way, fitsVersioned }, contest),
    }));
}

/** Why a candidate lost to the winner; undefined where that is not the reason. The first that holds is told. */
const REASONS: readonly ((loser: Candidate, contest: Contest) => string | undefined)[] = [
  sameVersion,
  otherReading,
  otherVersion,
  kindOnly,
  shortNameOnly,
];

function reasonOf(loser: Candidate, contest: Contest): string {
  for (const reason of REASONS) {
    const said = reason(loser, contest);
    if (said !== undefined) return said;
  }
  return groupOrder(loser, contest);
}

const FULL_NAME_WINS = 'it has this short name only, and a full name wins over it';

/** In one version of a group a name and a kind belong to one resource each. */
function sameVersion(loser: Candidate, { mapped }: Contest): string | undefined {
  const { mapping: winner, shortNameOf } = mapped;
  if (loser.group !== winner.group || loser.version !== winner.version) return undefined;
  if (loser.way === 'shortName') {
    if (shortNameOf === undefined) return FULL_NAME_WINS;
    return `${winner.resource} has the same short name and is listed before it`;
  }
  const shared =
    loser.kind === winner.kind ? `its kind ${loser.kind} is also that of` : 'it shares the name with';
  return `${shared} ${winner.resource}, and kubectl takes the one listed last`;
}

function otherReading(loser: Candidate, { mapped, word }: Contest): string | undefined {
  if (!mapped.isVersioned || loser.fitsVersioned) return undefined;
  const { group, version } = mapped.mapping;
  return `'${word}' is first read as ${version} of ${group === '' ? 'any group' : group}`;
}

function otherVersion(loser: Candidate, { directory, mapped }: Contest): string | undefined {
  const { group, version, resource } = mapped.mapping;
  if (loser.group !== group || loser.resource !== resource) return undefined;
  const [best] = directory.mapper.priority.filter((one) => one.group === group);
  if (best?.version === version) return `${version} is the preferred version of ${group || 'the core group'}`;
  return `${groupVersion(group, version)} comes before it`;
}

function kindOnly(loser: Candidate, { mapped }: Contest): string | undefined {
  if (loser.way !== 'kind') return undefined;
  if (mapped.by === 'resource') return 'only its kind has this name, and names of resources come first';
  return loser.group === mapped.mapping.group ? undefined : 'a kind is found in its whole group only';
}

function shortNameOnly(loser: Candidate, { mapped, word }: Contest): string | undefined {
  const { shortNameOf } = mapped;
  if (loser.way === 'shortName') return shortNameOf === undefined ? FULL_NAME_WINS : undefined;
  if (shortNameOf === undefined) return undefined;
  return `'${word}' is first replaced by ${resourceName(shortNameOf)}, which has this short name`;
}

function groupOrder(loser: Candidate, { mapped, priorities }: Contest): string {
  const { group } = mapped.mapping;
  const [ours, theirs] = [priorities.get(group), priorities.get(loser.group)];
  if (group === '') return 'core v1 comes before every group';
  const order = `group ${group} comes before ${loser.group === '' ? 'the core group' : loser.group}`;
  if (ours === undefined || theirs === undefined) return order;
  if (ours === theirs) return `${order}: both have groupPriorityMinimum ${ours}, so the names decide`;
  return `${order}: groupPriorityMinimum ${ours} against ${theirs}`;
}
