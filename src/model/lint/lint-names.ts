import type { Violation } from '../../errors.ts';
import type { CustomResource } from '../custom-resource.ts';
import { pluralOf } from '../plural.ts';
import { builtInResource } from './built-in-names.ts';

/**
 * Finds names that kubectl takes for a built-in resource: it looks those up first.
 *
 * @returns warnings at `names.shortNames[0]`, `names.plural` and `names.singular`
 */
export function lintNames({ group, names }: CustomResource): readonly Violation[] {
  const { plural, singular, shortNames } = names;
  const full = `${plural}.${group}`;
  const warnings = [
    ...shortNames.map((name, index) => [`names.shortNames[${index}]`, name, builtInResource(name)] as const),
    ['names.plural', plural, builtInResource(plural)] as const,
    ['names.singular', singular, builtInResource(pluralOf(singular)) ?? builtInResource(singular)] as const,
  ];
  const served = warnings.find(([path, , builtIn]) => path === 'names.plural' && builtIn === full);
  if (served !== undefined) {
    const message = `${full} is built in: requests go to the API server's own, and never to this CRD`;
    return [{ path: served[0], message, hint: 'use a group of your own' }];
  }
  return warnings.flatMap(([path, name, builtIn]) =>
    builtIn === undefined
      ? []
      : [
          {
            path,
            message: `kubectl get ${name} shows the built-in ${builtIn}`,
            hint: `use another name, or say ${full} in full`,
          },
        ],
  );
}
