import type { Listed } from './expand-short-name.ts';
import type { Mapping } from './rest-mapper.ts';

/** @returns how a subresource is asked for, where the name of an object is that of one: `pods/status` */
export function subresourceNote(
  { group, version, resource }: Mapping,
  object: string | undefined,
  listed: readonly Listed[],
): string | undefined {
  const found = listed.find(
    (one) => one.group === group && one.version === version && one.resource.name === resource,
  );
  if (!found?.resource.subresources.some(({ name }) => name === object)) return undefined;
  return `'${object}' is taken for the name of an object; kubectl get ${resource} NAME --subresource=${object} asks for the subresource`;
}
