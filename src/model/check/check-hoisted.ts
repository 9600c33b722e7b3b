import type { Violation } from '../../errors.ts';
import type { CustomResourceVersion } from '../custom-resource.ts';
import { canonicalJson, type JsonValue } from '../json-value.ts';

/**
 * Finds what the API server refuses because of how it keeps CRDs: what is the same in all versions it moves out of them,
 * and then it wants schemas and selectable fields in the same place.
 *
 * @returns violations at `versions[index].selectableFields`
 * @see Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_CustomResourceDefinitionSpec, and
 *   validateCustomResourceDefinitionSpec, of k8s.io/apiextensions-apiserver
 */
export function checkHoisted(versions: readonly CustomResourceVersion[]): readonly Violation[] {
  const index = versions.findIndex(({ selectableFields }) => selectableFields.length > 0);
  if (index < 0) return [];
  const isSame = (of: (version: CustomResourceVersion) => unknown) =>
    new Set(versions.map((version) => canonicalOf(of(version)))).size === 1;
  const isSameList = isSame(({ selectableFields }) => selectableFields);
  if (isSameList === isSame(({ schema }) => schema)) return [];
  const [same, other] = isSameList ? ['selectable fields', 'schemas'] : ['schemas', 'selectable fields'];
  const message = `the API server refuses a CRD whose ${same} are the same in all versions while the ${other} are not`;
  const hint = isSameList
    ? 'give one version another list of them, or the same in another order'
    : 'give all versions the same list of them';
  return [{ path: `versions[${index}].selectableFields`, message, hint }];
}

function canonicalOf(value: unknown): string {
  const plain: JsonValue = JSON.parse(
    JSON.stringify(value, (key, member) =>
      key === 'required' && Array.isArray(member) ? member.toSorted() : member,
    ),
  );
  return canonicalJson(plain);
}
