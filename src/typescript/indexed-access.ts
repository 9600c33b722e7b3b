import type { TSType } from '@babel/types';
import { isJsonList, isJsonObject, type JsonObject } from '../model/json-value.ts';
import { dereferenced } from './dereferenced.ts';
import { literalsOf } from './members-of.ts';
import { lost, oneDeeper, type Program, positionOf, type Scope } from './program.ts';

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
  const owner = program.schemaOf(type.objectType, scope);
  const schemas = names.flatMap((name) => {
    const schema = members?.properties.get(name)?.schema ?? members?.index;
    if (schema === undefined) return fieldsOf(program, owner, { name, at });
    const { $ref } = owner;
    return typeof $ref === 'string' ? unlessUnderWay(program, `${$ref}['${name}']`, schema) : schema();
  });
  const [only, second] = schemas;
  if (only === undefined) {
    lost(program, at, 'what this access to a type leads to is not known, so the field can be anything');
    return {};
  }
  return second === undefined ? only : { anyOf: schemas, 'x-kx-at': at };
}

type Field = { readonly name: string; readonly at: string };

/** What a field is in each object of a union. */
function fieldsOf(program: Program, owner: JsonObject, field: Field): readonly JsonObject[] {
  const { properties, anyOf, oneOf } = dereferenced(program, owner);
  const own = isJsonObject(properties) ? properties[field.name] : undefined;
  const branches = [anyOf, oneOf].flatMap((each) => (isJsonList(each) ? each.filter(isJsonObject) : []));
  return oneDeeper(program, field.at, () => [
    ...(isJsonObject(own) ? [own] : []),
    ...branches.flatMap((branch) => fieldsOf(program, branch, field)),
  ]);
}

/** A field that leads to itself, as in `type Tree = { spec: { child?: Tree['spec'] } }`, becomes a definition. */
function unlessUnderWay(program: Program, key: string, schema: () => JsonObject): JsonObject {
  const known = program.underWay.get(key);
  if (known !== undefined) {
    known.isMet = true;
    return { $ref: `#/$defs/${known.name}` };
  }
  const access = { name: `f${program.underWay.size}-${program.definitions.size}`, isMet: false };
  program.underWay.set(key, access);
  const made = schema();
  program.underWay.delete(key);
  if (!access.isMet) return made;
  program.definitions.set(access.name, made);
  return { $ref: `#/$defs/${access.name}` };
}
