import { printable } from '../render/printable.ts';
import { groupVersion } from './walk/resource.ts';
import type { WalkOptions } from './walk/walk.ts';

type Listeners = Required<Pick<WalkOptions, 'onGroups' | 'onVersion'>>;

/** How many of those that are still awaited are named. */
const NAMED = 3;

/**
 * Follows a walk, for the line that a person sees meanwhile.
 *
 * @param others told of the same
 * @returns listeners for the walk, and what to say: `22 of 24 have answered, awaiting …`
 */
export function walkProgress(
  server: string,
  others: Partial<Listeners>,
): Listeners & { readonly label: () => string } {
  const awaited = new Set<string>();
  let total = 0;
  return {
    onGroups: (groups) => {
      others.onGroups?.(groups);
      for (const { name, versions } of groups) {
        for (const { version, freshness } of versions) {
          if (freshness === 'Current') awaited.add(groupVersion(name, version));
        }
      }
      total = awaited.size;
    },
    onVersion: (told) => {
      others.onVersion?.(told);
      awaited.delete(groupVersion(told.group, told.version));
    },
    label: () => {
      const done = total - awaited.size;
      if (done === 0 || awaited.size === 0) return `asking ${server}`;
      const named = [...awaited].slice(0, NAMED).join(', ');
      const more = awaited.size > NAMED ? ' …' : '';
      return printable(`${done} of ${total} have answered, awaiting ${named}${more}`);
    },
  };
}
