import type { ResourceNames } from './custom-resource.ts';
import { pluralOf } from './plural.ts';

/** What was said of a resource's names; the kind at least. */
export type GivenNames = {
  readonly kind: string;
  readonly plural?: string | undefined;
  readonly singular?: string | undefined;
  readonly listKind?: string | undefined;
  readonly shortNames?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
};

/**
 * @returns all names; what was not given follows from the kind: singular and list kind by the defaults of the API
 *   server (SetDefaults_CustomResourceDefinitionSpec), which has none for the plural, so that is guessed
 */
export function completeNames(given: GivenNames): ResourceNames {
  return {
    kind: given.kind,
    listKind: given.listKind ?? `${given.kind}List`,
    plural: given.plural ?? pluralOf(given.kind),
    singular: given.singular ?? given.kind.toLowerCase(),
    shortNames: given.shortNames ?? [],
    categories: given.categories ?? [],
  };
}
