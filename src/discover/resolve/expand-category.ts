import { resourceName } from './api-name.ts';
import type { Listed } from './expand-short-name.ts';

/**
 * The resources of a category, each once, in discovery's order; kubectl looks for a category before anything else
 * (cli-runtime resource/builder.go ReplaceAliases, client-go restmapper/category_expansion.go).
 *
 * @returns words such as `deployments.apps`; undefined where no resource is in such a category
 */
export function expandCategory(word: string, listed: readonly Listed[]): readonly string[] | undefined {
  const found = listed
    .filter(({ resource }) => resource.categories.includes(word))
    .map(({ group, resource }) => resourceName({ group, resource: resource.name }));
  return found.length === 0 ? undefined : [...new Set(found)];
}
