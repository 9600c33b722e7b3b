import type { Violation } from '../../errors.ts';
import type { Schema } from '../schema/schema.ts';
import { validationsOf } from './check-value-validations.ts';

/**
 * Checks that the fields, items and values that allOf, anyOf, oneOf and not of a node speak of are declared beside them.
 *
 * @returns violations at `schema.spec.anyOf[0].a` and the like
 * @see pkg/apiserver/schema/complete.go of k8s.io/apiextensions-apiserver
 */
export function completenessViolations(schema: Schema, path: string): readonly Violation[] {
  return validationsOf(schema, path).flatMap(([at, each]) => undeclared(each, schema, at));
}

function undeclared(validation: Schema, structure: Schema, path: string): readonly Violation[] {
  const { properties = {}, items } = validation;
  const declared = structure.properties ?? {};
  const ofFields = Object.entries(properties).flatMap(([name, child]) => {
    const at = `${path}.${name}`;
    const own = Object.hasOwn(declared, name) ? declared[name] : undefined;
    return own === undefined
      ? [missing(at, `the field ${name} must be declared`)]
      : undeclared(child, own, at);
  });
  return [
    ...ofFields,
    ...(items === undefined ? [] : undeclaredItems(items, structure.items, `${path}[]`)),
    ...validationsOf(validation, path).flatMap(([at, each]) => undeclared(each, structure, at)),
  ];
}

function undeclaredItems(items: Schema, declared: Schema | undefined, path: string): readonly Violation[] {
  return declared === undefined
    ? [missing(path, 'items must be declared')]
    : undeclared(items, declared, path);
}

function missing(path: string, what: string): Violation {
  return {
    path,
    message: `${what} outside of allOf, anyOf, oneOf and not, because it is used in one of them`,
  };
}
