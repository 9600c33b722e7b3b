import type { Schema } from '../../model/schema/schema.ts';

/** A field of one version, as the field language names it, and its type there: `spec.ports[].name`, `string`. */
export type LoneField = { readonly path: string; readonly type: string };

/**
 * @param schema of one version
 * @param other of another version
 * @returns the fields that the first has alone, or of another type; without those below them
 */
export function fieldsAlone(schema: Schema, other: Schema, path = ''): readonly LoneField[] {
  const ofProperties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return compareFields(property, memberOf(other, name), own);
  });
  const { items, additionalProperties: values } = schema;
  return [
    ...ofProperties,
    ...(items === undefined ? [] : compareFields(items, other.items, `${path}[]`)),
    ...(typeof values === 'object' ? compareFields(values, anyMemberOf(other), `${path}{}`) : []),
  ];
}

function compareFields(field: Schema, other: Schema | undefined, path: string): readonly LoneField[] {
  if (other === undefined || typeOf(field) !== typeOf(other)) return [{ path, type: typeOf(field) }];
  return other['x-kubernetes-preserve-unknown-fields'] === true ? [] : fieldsAlone(field, other, path);
}

function memberOf(schema: Schema, name: string): Schema | undefined {
  const { properties = {} } = schema;
  return Object.hasOwn(properties, name) ? properties[name] : anyMemberOf(schema);
}

/** What holds members of any name. */
function anyMemberOf({ additionalProperties: values }: Schema): Schema | undefined {
  return typeof values === 'object' ? values : undefined;
}

function typeOf(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  return schema.type ?? 'any';
}
