import type { Schema } from '../schema/schema.ts';

/**
 * The part of a value validation that speaks of declared fields alone. Alternatives that say different things of a
 * field may leave it without fields of its own, and the API server refuses a validation of what is not declared
 * (apiextensions-apiserver pkg/apiserver/schema/complete.go).
 *
 * @param structure the schema that the validation stands in
 */
export function declaredValidation(validation: Schema, structure: Schema): Schema {
  const { properties, ...rest } = validation;
  const declared = structure.properties ?? {};
  const known = Object.entries(properties ?? {}).flatMap(([name, child]): [string, Schema][] => {
    const own = Object.hasOwn(declared, name) ? declared[name] : undefined;
    return own === undefined ? [] : [[name, declaredValidation(child, own)]];
  });
  return known.length === 0 ? rest : { ...rest, properties: Object.fromEntries(known) };
}
