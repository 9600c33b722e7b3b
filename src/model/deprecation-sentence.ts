import type { CustomResource, CustomResourceVersion } from './custom-resource.ts';
import { compareKubeVersions } from './kube-version.ts';

/**
 * @returns what clients of a deprecated version are told; undefined for one that is not
 * @see defaultDeprecationWarning of k8s.io/apiextensions-apiserver pkg/apiserver/customresource_handler.go
 */
export function deprecationSentence(
  { group, names, versions }: CustomResource,
  { name, deprecated, deprecationWarning }: CustomResourceVersion,
): string | undefined {
  if (!deprecated) return undefined;
  if (deprecationWarning !== undefined) return deprecationWarning;
  const [best] = versions
    .filter((each) => each.served && !each.deprecated && compareKubeVersions(each.name, name) < 0)
    .map((each) => each.name)
    .sort(compareKubeVersions);
  const instead = best === undefined ? '' : `; use ${group}/${best} ${names.kind}`;
  return `${group}/${name} ${names.kind} is deprecated${instead}`;
}
