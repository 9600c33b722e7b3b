import { type Checked, invalid, valid } from '../../checked.ts';
import type { DescribedResource } from './described-resource.ts';

/** What is said of the resource that is meant, where several are described. */
export type Wanted = {
  readonly group: string | undefined;
  readonly kind: string | undefined;
  readonly plural: string | undefined;
};

/**
 * Chooses the one resource that a CRD is made of.
 *
 * @param resources one at least
 * @param source the files, for the message
 */
export function chooseDescribed(
  resources: readonly DescribedResource[],
  wanted: Wanted,
  source: string,
): Checked<readonly DescribedResource[]> {
  if (resources.length === 1) return valid(resources);
  const matching = resources.filter((resource) => isMeant(resource, wanted));
  const [chosen, another] = matching;
  if (chosen !== undefined && another === undefined) return valid([chosen]);
  const names = resources.map(({ names: { kind = 'one without a kind' }, group }) =>
    group === undefined ? kind : `${kind} of ${group}`,
  );
  const message = `${source} describes ${resources.length} resources: ${names.join(', ')}; a CRD is one`;
  return invalid([{ path: '--from', message, hint: '--kind KIND says which' }]);
}

/** @returns whether nothing that a resource says of itself is another than what is wanted */
export function isMeant({ group, names }: DescribedResource, wanted: Wanted): boolean {
  const pairs = [
    [group, wanted.group],
    [names.kind, wanted.kind],
    [names.plural, wanted.plural],
  ] as const;
  return pairs.every(([own, asked]) => own === undefined || asked === undefined || own === asked);
}
