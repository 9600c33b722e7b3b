import type { Violation } from '../../errors.ts';
import type { CustomResource } from '../custom-resource.ts';

/** The names that a resource takes for itself in its group: two resources cannot share one. */
const NAMES = {
  plural: ({ names }) => [names.plural],
  singular: ({ names }) => [names.singular],
  'short name': ({ names }) => names.shortNames,
  kind: ({ names }) => [names.kind],
  'list kind': ({ names }) => [names.listKind],
} as const satisfies Readonly<Record<string, (resource: CustomResource) => readonly string[]>>;

/** Names that share one space: plural, singular and short names are all resolved alike, and so are both kinds. */
const SPACES = [
  ['plural', 'singular', 'short name'],
  ['kind', 'list kind'],
] as const;

type Taken = { readonly what: string; readonly kind: string; readonly index: number };

/**
 * Finds names that two resources of one group both take.
 *
 * @returns violations whose paths are indices into `resources`: `[1]`
 * @see naming_controller.go of k8s.io/apiextensions-apiserver, which never establishes the second of two CRDs
 */
export function checkNameClashes(resources: readonly CustomResource[]): readonly Violation[] {
  return SPACES.flatMap((space) => {
    const taken = new Map<string, Taken>();
    return resources.flatMap((resource, index) =>
      space.flatMap((what) =>
        NAMES[what](resource).flatMap((name) => {
          const key = `${resource.group}/${name}`;
          const other = taken.get(key);
          if (other === undefined) taken.set(key, { what, kind: resource.names.kind, index });
          if (other === undefined || other.index === index) return [];
          const message = `${name} is the ${what} of ${resource.names.kind} and the ${other.what} of ${other.kind}, in one group`;
          return [{ path: `[${index}]`, message }];
        }),
      ),
    );
  });
}
