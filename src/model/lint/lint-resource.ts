import type { Violation } from '../../errors.ts';
import type { CustomResource } from '../custom-resource.ts';
import { lintNames } from './lint-names.ts';
import { lintRules } from './lint-rules.ts';
import { lintSchema } from './lint-schema.ts';
import { lintVersions } from './lint-versions.ts';

/**
 * Finds what the API server takes and people regret.
 *
 * @returns warnings; their paths are those of `checkCustomResource`, each said once for versions with the same schema
 */
export function lintResource(resource: CustomResource): readonly Violation[] {
  const seen = new Set<string>();
  return [
    ...lintNames(resource),
    ...lintVersions(resource),
    ...resource.versions.flatMap(({ schema }, index) =>
      [...lintSchema(schema), ...lintRules(schema)].flatMap((warning) => {
        const key = `${warning.path} ${warning.message}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ ...warning, path: `versions[${index}].${warning.path}` }];
      }),
    ),
  ];
}
