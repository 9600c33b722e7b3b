import type { TSType } from '@babel/types';
import { isJsonList, isJsonObject, type JsonObject } from '../model/json-value.ts';
import { literalsOf } from './members-of.ts';
import { lost, type Program, positionOf, type Scope } from './program.ts';

/** Makes the schema of `Type['field']` and `List[number]`. */
export function indexedAccess(
  program: Program,
  type: Extract<TSType, { type: 'TSIndexedAccessType' }>,
  scope: Scope,
): JsonObject {
  const at = positionOf(type, scope);
  if (type.indexType.type === 'TSNumberKeyword') {
    const list = dereferenced(program, program.schemaOf(type.objectType, scope));
    const { items, prefixItems } = list;
    if (isJsonList(prefixItems)) return { anyOf: prefixItems };
    if (isJsonObject(items)) return items;
  }
  const names = literalsOf(program.schemaOf(type.indexType, scope));
  const members = program.membersOf(type.objectType, scope);
  const schemas = names
    .map((name) => members?.properties.get(name)?.schema() ?? members?.index?.())
    .filter((schema) => schema !== undefined);
  const [only, second] = schemas;
  if (only === undefined) {
    lost(program, at, 'what this access to a type leads to is not known, so the field can be anything');
    return {};
  }
  return second === undefined ? only : { anyOf: schemas, 'x-kx-at': at };
}

function dereferenced(program: Program, schema: JsonObject): JsonObject {
  const { $ref } = schema;
  return typeof $ref === 'string' ? (program.definitions.get($ref.replace('#/$defs/', '')) ?? {}) : schema;
}
