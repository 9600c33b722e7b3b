import type { Mapping } from './rest-mapper.ts';

/** What a path is made of besides the resource. */
type Place = { readonly namespace: string; readonly object: string | undefined };

/** @returns the path that kubectl get asks for: `/apis/apps/v1/namespaces/default/deployments` */
export function requestPath(mapping: Mapping, { namespace, object }: Place): string {
  const { group, version, resource, namespaced } = mapping;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${scope}/${resource}${object === undefined ? '' : `/${encodeURIComponent(object)}`}`;
}
