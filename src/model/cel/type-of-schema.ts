import { escapeName } from '../../../templates/aa/typescript/src/server/cel/values/escape-name.ts';
import type { Schema } from '../schema/schema.ts';
import { type CelType, simple } from './cel-type.ts';

const TEXT_TYPES: Readonly<Record<string, CelType>> = {
  byte: simple('bytes'),
  date: simple('timestamp'),
  'date-time': simple('timestamp'),
  duration: simple('duration'),
};

/** What every resource has beside its declared fields, as far as rules see it. */
const RESOURCE_FIELDS: Readonly<Record<string, Schema>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: {
    type: 'object',
    properties: { generateName: { type: 'string' }, name: { type: 'string' } },
  },
};

/**
 * The type that `self` has in rules of a schema.
 *
 * @param name of the place, to tell its objects from others: `self`
 * @param isResource whether it is the root of a resource, the whole one or an embedded one
 * @returns undefined for what rules cannot see: values of any shape, and lists and maps of them
 * @see SchemaDeclType of k8s.io/apiserver/pkg/cel/common
 */
export function typeOfSchema(schema: Schema, name: string, isResource: boolean): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return simple('dyn');
  switch (schema.type) {
    case 'array':
      return elementType(schema.items, `${name}.@idx`, (of) => ({ kind: 'list', of }));
    case 'object':
      return schema.additionalProperties === undefined || isResource
        ? { kind: 'object', name, fields: fieldsOf(schema, name, isResource) }
        : elementType(schema.additionalProperties, `${name}.@elem`, (of) => ({
            kind: 'map',
            key: simple('string'),
            of,
          }));
    case 'string':
      return TEXT_TYPES[schema.format ?? ''] ?? simple('string');
    case 'boolean':
      return simple('bool');
    case 'number':
      return simple('double');
    case 'integer':
      return simple('int');
    default:
      return undefined;
  }
}

function elementType(
  element: Schema | undefined,
  name: string,
  container: (of: CelType) => CelType,
): CelType | undefined {
  const of =
    element === undefined
      ? undefined
      : typeOfSchema(element, name, element['x-kubernetes-embedded-resource'] === true);
  return of === undefined ? undefined : container(of);
}

function fieldsOf(schema: Schema, name: string, isResource: boolean): ReadonlyMap<string, CelType> {
  const properties = { ...schema.properties, ...(isResource ? RESOURCE_FIELDS : {}) };
  const fields = Object.entries(properties).flatMap(([property, child]): [string, CelType][] => {
    const escaped = escapeName(property);
    const isEmbedded = child['x-kubernetes-embedded-resource'] === true;
    const type = escaped === undefined ? undefined : typeOfSchema(child, `${name}.${property}`, isEmbedded);
    return escaped === undefined || type === undefined ? [] : [[escaped, type]];
  });
  return new Map(fields);
}
