import type { Group, Resource, Subresource, Version } from './resource.ts';
import { unreadable } from './unreadable.ts';
import { objectAt, objectOf, objectsAt, textAt, textsAt, type Untyped } from './untyped.ts';

/**
 * Reads an APIGroupDiscoveryList, v2 or v2beta1 (k8s.io/api apidiscovery). The preferred version is the first that is
 * not stale, as client-go takes it (discovery/aggregated_discovery.go).
 *
 * @param list the parsed body
 */
export function aggregatedGroups(list: Untyped): readonly Group[] {
  return objectsAt(list, 'items').map((item) => {
    const name = textAt(objectAt(item, 'metadata'), 'name') ?? '';
    const versions = objectsAt(item, 'versions').map((version) => unreadable(name, versionOf(version)));
    return {
      name,
      preferredVersion: versions.find(({ freshness }) => freshness === 'Current')?.version ?? '',
      versions,
    };
  });
}

function versionOf(item: Untyped): Version {
  const isStale = item['freshness'] === 'Stale';
  return {
    version: textAt(item, 'version') ?? '',
    freshness: isStale ? 'Stale' : 'Current',
    resources: objectsAt(item, 'resources').map(resourceOf),
    error: isStale ? 'the aggregator marks it as stale: its server did not answer' : undefined,
  };
}

function resourceOf(item: Untyped): Resource {
  return {
    name: textAt(item, 'resource') ?? '',
    singularName: textAt(item, 'singularResource') ?? '',
    kind: kindOf(item),
    namespaced: item['scope'] === 'Namespaced',
    verbs: textsAt(item, 'verbs'),
    shortNames: textsAt(item, 'shortNames'),
    categories: textsAt(item, 'categories'),
    subresources: objectsAt(item, 'subresources').flatMap(subresourceOf),
  };
}

/** A response kind whose three parts are empty counts as none; one without a kind alone does not. */
function kindOf(item: Untyped): string | undefined {
  const kind = objectOf(item['responseKind']);
  if (kind === undefined) return undefined;
  const isEmpty = ['group', 'version', 'kind'].every((key) => textAt(kind, key) === undefined);
  return isEmpty ? undefined : (textAt(kind, 'kind') ?? '');
}

function subresourceOf(item: Untyped): readonly Subresource[] {
  const kind = kindOf(item);
  if (kind === undefined) return [];
  return [{ name: textAt(item, 'subresource') ?? '', kind, verbs: textsAt(item, 'verbs') }];
}
