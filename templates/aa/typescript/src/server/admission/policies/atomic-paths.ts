import { isJsonList, isJsonObject, type JsonValue } from '../../api/json.ts';
import { memberSchema, type StructuralSchema } from '../../api/structural-schema.ts';
import { mergeTypeOf } from '../../managed-fields/merge-type.ts';

/**
 * Where a value has lists or maps that are applied as a whole, which would drop what else is in them (k8s.io/apiserver
 * pkg/admission/plugin/policy/mutating/patch/smd.go findAtomics).
 */
export const atomicPaths = (
  value: JsonValue | undefined,
  schema: StructuralSchema | undefined,
  path = '',
): readonly string[] => {
  if (!isJsonList(value) && !isJsonObject(value)) return [];
  const own = mergeTypeOf(schema, value).kind === 'leaf' ? [path] : [];
  const below = isJsonList(value)
    ? value.flatMap((item, index) => atomicPaths(item, schema?.items, `${path}[${index}]`))
    : Object.entries(value).flatMap(([name, member]) =>
        atomicPaths(member, schema && memberSchema(schema, name), `${path}.${name}`),
      );
  return [...own, ...below];
};
