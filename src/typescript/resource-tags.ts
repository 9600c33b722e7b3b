import { RESOURCE_SCOPES } from '../model/custom-resource.ts';
import type { DescribedResource } from '../model/source/described-resource.ts';
import type { Notes } from '../model/source/notes.ts';
import type { Documentation } from './documentation.ts';

/**
 * Adds what the comment of a resource's own type says of it: `@group`, `@version`, `@kind`, `@plural`, `@singular`,
 * `@shortName`, `@category` (both repeatable), `@scope`.
 */
export function withResourceTags(
  resource: DescribedResource,
  { tags }: Documentation,
  { at, notes }: { readonly at: string; readonly notes: Notes },
): DescribedResource {
  const all = (name: string) => tags.filter((tag) => tag.name.toLowerCase() === name).map(({ text }) => text);
  const [group = resource.group] = all('group');
  const [kind, plural, singular] = ['kind', 'plural', 'singular'].map((name) => all(name)[0]);
  const [version] = all('version');
  const [written] = all('scope');
  const scope = RESOURCE_SCOPES.find((each) => each === written) ?? resource.scope;
  if (written !== undefined && scope !== written) {
    notes.violations.push({
      path: at,
      message: `@scope must be one of ${RESOURCE_SCOPES.join(', ')}, not ${written}`,
    });
  }
  return {
    ...resource,
    ...(group === undefined ? {} : { group }),
    ...(scope === undefined ? {} : { scope }),
    names: {
      ...resource.names,
      ...(kind === undefined ? {} : { kind }),
      ...(plural === undefined ? {} : { plural }),
      ...(singular === undefined ? {} : { singular }),
      ...(all('shortname').length === 0 ? {} : { shortNames: all('shortname') }),
      ...(all('category').length === 0 ? {} : { categories: all('category') }),
    },
    versions: resource.versions.map((each) => (version === undefined ? each : { ...each, name: version })),
  };
}
