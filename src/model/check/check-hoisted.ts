import type { Violation } from '../../errors.ts';
import type { CustomResourceVersion } from '../custom-resource.ts';
import { canonicalJson, type JsonValue } from '../json-value.ts';

/**
 * Finds what the API server refuses because of how it keeps CRDs: what is the same in all versions it moves out of them,
 * and then misses the schemas beside selectable fields where those are not the same.
 *
 * @returns violations at `versions[0].selectableFields`
 * @see Convert_v1_CustomResourceDefinitionSpec_To_apiextensions_CustomResourceDefinitionSpec, and
 *   validateCustomResourceDefinitionSpec, of k8s.io/apiextensions-apiserver
 */
export function checkHoisted(versions: readonly CustomResourceVersion[]): readonly Violation[] {
  const [first] = versions;
  if (first === undefined || first.selectableFields.length === 0) return [];
  const isSame = (of: (version: CustomResourceVersion) => unknown) =>
    new Set(versions.map((version) => canonicalOf(of(version)))).size === 1;
  if (!isSame(({ selectableFields }) => selectableFields) || isSame(({ schema }) => schema)) return [];
  const message =
    'the API server refuses selectable fields that are the same in all versions while the schemas are not';
  const hint = 'give one version another list, or the same in another order';
  return [{ path: 'versions[0].selectableFields', message, hint }];
}

function canonicalOf(value: unknown): string {
  const plain: JsonValue = JSON.parse(
    JSON.stringify(value, (key, member) =>
      key === 'required' && Array.isArray(member) ? member.toSorted() : member,
    ),
  );
  return canonicalJson(plain);
}
