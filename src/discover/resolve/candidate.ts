import { type GroupVersionResource, parseTypeName, type TypeName } from './api-name.ts';
import type { Listed } from './expand-short-name.ts';

/** In which of its names a resource has the word that was looked up. */
type Way = 'plural' | 'singular' | 'shortName' | 'kind';

/** A resource that a word could stand for. */
export type Candidate = GroupVersionResource & {
  readonly kind: string;
  readonly way: Way;
  /** The word's `version.group` fits, read so first. */
  readonly fitsVersioned: boolean;
};

/** @returns every resource that could be meant by a word, whether kubectl takes it or not, in discovery's order */
export function candidates(word: string, listed: readonly Listed[]): readonly Candidate[] {
  const type = parseTypeName(word);
  return listed.flatMap(({ group, version, resource }) => {
    const way = wayOf(type.partial.resource, resource);
    const fitsVersioned = isVersioned(type, { group, version });
    if (way === undefined || !(fitsVersioned || group.startsWith(type.partial.group))) return [];
    return [{ group, version, resource: resource.name, kind: resource.kind ?? '', way, fitsVersioned }];
  });
}

/** Where the singular is not told, kubectl takes the kind in lower case for it. */
export function singularOf({ singularName, kind = '' }: Listed['resource']): string {
  return singularName === '' ? kind.toLowerCase() : singularName;
}

function wayOf(name: string, resource: Listed['resource']): Way | undefined {
  const { name: plural, kind = '', shortNames } = resource;
  const lower = name.toLowerCase();
  if (lower === plural) return 'plural';
  if (lower === singularOf(resource)) return 'singular';
  if (shortNames.includes(name)) return 'shortName';
  return kind !== '' && (name === kind || name === kind.toLowerCase()) ? 'kind' : undefined;
}

function isVersioned({ full }: TypeName, { group, version }: Pick<Candidate, 'group' | 'version'>): boolean {
  return full !== undefined && full.version === version && (full.group === '' || full.group === group);
}
