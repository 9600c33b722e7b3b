import type { Problem } from '../../errors.ts';
import type { Schema } from '../schema/schema.ts';

const SCALAR_TYPES: readonly (string | undefined)[] = ['boolean', 'integer', 'number', 'string'];

/**
 * Checks what a list's type asks of its items: those of a set are scalars or atomic, those of a map have keys.
 *
 * @see ValidateCustomResourceDefinitionOpenAPISchema of k8s.io/apiextensions-apiserver
 */
export function listTypeProblems(schema: Schema): readonly Problem[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (listType !== 'map' && keys.length > 0) {
    return [
      { message: 'listMapKey needs listType=map beside it', hint: `listType=map,listMapKey=${keys[0]}` },
    ];
  }
  switch (listType) {
    case 'set':
      return setProblems(schema.items ?? {});
    case 'map':
      return mapProblems(schema.items ?? {}, keys);
    default:
      return [];
  }
}

function setProblems(items: Schema): readonly Problem[] {
  return [
    ...(isAtomic(items)
      ? []
      : [
          {
            message: `the items of a list of type set must be scalars or atomic, not ${items.type}`,
            hint: 'listType=map,listMapKey=NAME tells objects apart by a key',
          },
        ]),
    ...nullableItemsProblems(items, 'set'),
  ];
}

/** A list or a map without a type counts as the API server has it: the list is atomic, the map is not. */
function isAtomic(items: Schema): boolean {
  if (items.type === 'object') return items['x-kubernetes-map-type'] === 'atomic';
  return items.type !== 'array' || (items['x-kubernetes-list-type'] ?? 'atomic') === 'atomic';
}

function mapProblems(items: Schema, keys: readonly string[]): readonly Problem[] {
  if (items.type !== 'object' || items.additionalProperties !== undefined) {
    return [{ message: 'the items of a list of type map must be objects' }];
  }
  if (keys.length === 0) {
    return [
      { message: 'a list of type map needs the fields that tell its items apart', hint: 'listMapKey=name' },
    ];
  }
  return [
    ...keys.flatMap((key, index) =>
      keys.indexOf(key) < index
        ? [{ message: `the list map key '${key}' is given twice` }]
        : keyProblems(items, key),
    ),
    ...nullableItemsProblems(items, 'map'),
  ];
}

function keyProblems(items: Schema, key: string): readonly Problem[] {
  const names = Object.keys(items.properties ?? {});
  const property = names.includes(key) ? items.properties?.[key] : undefined;
  if (property === undefined) {
    const hint = names.length === 0 ? 'declare it as a field of the items' : `fields: ${names.join(', ')}`;
    return [{ message: `the list map key '${key}' is no field of the items`, hint }];
  }
  if (!SCALAR_TYPES.includes(property.type)) {
    return [
      { message: `the list map key '${key}' must be a scalar, not ${property.type ?? 'of several types'}` },
    ];
  }
  if (property.nullable === true) return [{ message: `the list map key '${key}' must not be nullable` }];
  return items.required?.includes(key) === true || property.default !== undefined
    ? []
    : [
        {
          message: `the list map key '${key}' must be required or have a default`,
          hint: 'end its type with !',
        },
      ];
}

function nullableItemsProblems(items: Schema, listType: string): readonly Problem[] {
  return items.nullable === true
    ? [{ message: `the items of a list of type ${listType} must not be nullable` }]
    : [];
}
