import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import { isStdoutTaken } from '../../options/discover/export-files.ts';
import { preferredRows } from '../walk/preferred-rows.ts';
import type { Group } from '../walk/resource.ts';
import type { WalkOptions } from '../walk/walk.ts';
import { reportName } from './report-table.ts';

/** Prints names while the walk goes on, and what is left of the result at its end. */
type NameStream = Pick<WalkOptions, 'onGroups' | 'onVersion'> & {
  /** @returns what of a whole result is not printed yet */
  readonly rest: <T>(result: T) => T | string;
};

const NOTHING_EARLY: NameStream = { rest: (result) => result };

/**
 * Prints what -o name is certain to begin with as soon as it is known: the rows are ordered by group, so all of a group
 * whose versions have answered, as have those of every group that comes before it. Only legacy discovery answers group
 * by group; the bytes are those of the whole result.
 */
export function streamNames(
  answers: DiscoverAnswers,
  stdout: { write: (text: string) => unknown },
): NameStream {
  const { format, rows, argument, exports } = answers;
  if (format !== 'name' || argument !== undefined || rows.sortBy !== 'group' || isStdoutTaken(exports))
    return NOTHING_EARLY;
  let pending: Group[] = [];
  let printed = 0;
  const flush = () => {
    while (pending[0]?.versions.every(({ freshness, error }) => freshness === 'Stale' || error !== AWAITED)) {
      const [group, ...later] = pending;
      const text = group === undefined ? '' : reportName(preferredRows([group], rows));
      stdout.write(text);
      printed += text.length;
      pending = later;
    }
  };
  return {
    onGroups: (groups) => {
      pending = mergedByName(groups).map(({ versions, ...group }) => ({
        ...group,
        versions: versions.map((version) =>
          version.freshness === 'Current' ? { ...version, error: AWAITED } : version,
        ),
      }));
    },
    onVersion: ({ group, version, outcome, resources }) => {
      const freshness = outcome === 'answered' ? 'Current' : 'Stale';
      pending = pending.map((of) =>
        of.name !== group
          ? of
          : {
              ...of,
              versions: of.versions.map((one) =>
                one.version === version ? { ...one, resources, freshness, error: undefined } : one,
              ),
            },
      );
      flush();
    },
    rest: (result) => (typeof result === 'string' ? result.slice(printed) : result),
  };
}

const AWAITED = 'not answered yet';

/** In the order of the rows; a group that a server lists twice is one. */
function mergedByName(groups: readonly Group[]): Group[] {
  const found = new Map<string, Group>();
  for (const group of groups) {
    const before = found.get(group.name);
    found.set(
      group.name,
      before === undefined ? group : { ...before, versions: [...before.versions, ...group.versions] },
    );
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}
