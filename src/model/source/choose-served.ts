import { type Checked, invalid, valid } from '../../checked.ts';
import { isMeant, type Wanted } from './choose-described.ts';
import type { DescribedResource } from './described-resource.ts';

/**
 * Chooses the resources that one extension API server serves: all of one group, or those that are meant.
 *
 * @param resources one at least
 * @param source the files, for the message
 */
export function chooseServed(
  resources: readonly DescribedResource[],
  wanted: Wanted,
  source: string,
): Checked<readonly DescribedResource[]> {
  if (resources.length === 1) return valid(resources);
  const meant = resources.filter((resource) => isMeant(resource, wanted));
  if (meant.length === 0) {
    const kinds = resources.map(({ names: { kind = 'one without a kind' } }) => kind);
    const asked = [wanted.kind, wanted.plural, wanted.group].filter((each) => each !== undefined);
    const message = `${source} describes ${kinds.join(', ')}, and nothing that is ${asked.join(' of ')}`;
    return invalid([{ path: '--from', message }]);
  }
  const groups = [...new Set(meant.flatMap(({ group }) => group ?? []))];
  if (groups.length < 2) return valid(meant);
  const message = `${source} describes resources of ${groups.length} groups: ${groups.join(', ')}; a scaffolded server has one`;
  return invalid([{ path: '--from', message, hint: `--group ${groups[0]} says which` }]);
}
