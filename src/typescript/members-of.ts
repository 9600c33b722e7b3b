import type { TSMappedType, TSType } from '@babel/types';
import { isJsonList, isJsonObject, type JsonObject } from '../model/json-value.ts';
import { findDeclaration } from './find-declaration.ts';
import { elementMembers, instantiatedMembers, mergeMembers } from './object-members.ts';
import { type Member, type Members, oneDeeper, type Program, positionOf, type Scope } from './program.ts';
import { referenceOf } from './type-reference.ts';
import { withParameters } from './with-parameters.ts';

/** Finds the fields of an object type; undefined for what is none, or whose fields are not known. */
export function membersOf(program: Program, type: TSType, scope: Scope): Members | undefined {
  return oneDeeper(program, positionOf(type, scope), () => {
    switch (type.type) {
      case 'TSParenthesizedType':
        return program.membersOf(type.typeAnnotation, scope);
      case 'TSTypeLiteral':
        return elementMembers(program, type.members, scope);
      case 'TSIntersectionType':
        return intersectionMembers(program, type.types, scope);
      case 'TSMappedType':
        return mappedMembers(program, type, scope);
      case 'TSTypeOperator':
        return type.operator === 'readonly' ? program.membersOf(type.typeAnnotation, scope) : undefined;
      case 'TSTypeReference':
        return referencedMembers(program, type, scope);
      default:
        return undefined;
    }
  });
}

function intersectionMembers(program: Program, types: readonly TSType[], scope: Scope): Members | undefined {
  const all = types.map((each) => program.membersOf(each, scope));
  const known = all.filter((members) => members !== undefined);
  return known.length === all.length ? mergeMembers(known) : undefined;
}

function referencedMembers(program: Program, type: TSType, scope: Scope): Members | undefined {
  const { name, types } = referenceOf(type);
  const parameter = scope.parameters.get(name);
  if (parameter !== undefined)
    return 'type' in parameter ? program.membersOf(parameter.type, parameter.scope) : undefined;
  const found = findDeclaration(program, scope.module, name);
  const given = { types, scope };
  if (found?.declaration.kind === 'object') {
    const declared = {
      declaration: found.declaration,
      scope: { module: found.module, parameters: new Map() },
    };
    return instantiatedMembers(program, declared, given);
  }
  if (found?.declaration.kind === 'alias') {
    const own: Scope = { module: found.module, parameters: new Map() };
    return program.membersOf(
      found.declaration.type,
      withParameters(found.declaration.parameters, own, given),
    );
  }
  return found === undefined ? utilityMembers(program, name, given) : undefined;
}

type Given = { readonly types: readonly TSType[]; readonly scope: Scope };
type Utility = (members: Members, keys: ReadonlySet<string>) => Members;

/** Types of the language that make an object type of another one. */
const UTILITIES: Readonly<Record<string, Utility>> = {
  Partial: (members) => withOptional(members, true),
  Required: (members) => withOptional(members, false),
  Readonly: (members) => members,
  NonNullable: (members) => members,
  Pick: (members, keys) => filtered(members, (name) => keys.has(name)),
  Omit: (members, keys) => filtered(members, (name) => !keys.has(name)),
};

function utilityMembers(program: Program, name: string, { types, scope }: Given): Members | undefined {
  const [first, second] = types;
  if (name === 'Record' && first !== undefined && second !== undefined)
    return recordMembers(program, { types, scope });
  const utility = Object.hasOwn(UTILITIES, name) ? UTILITIES[name] : undefined;
  if (utility === undefined || first === undefined) return undefined;
  const members = program.membersOf(first, scope);
  const keys = second === undefined ? [] : literalsOf(program.schemaOf(second, scope));
  return members === undefined ? undefined : utility(members, new Set(keys));
}

function withOptional({ properties, index }: Members, optional: boolean): Members {
  return {
    properties: new Map([...properties].map(([name, member]) => [name, { ...member, optional }])),
    index,
  };
}

function filtered({ properties, index }: Members, keep: (name: string) => boolean): Members {
  return { properties: new Map([...properties].filter(([name]) => keep(name))), index };
}

function recordMembers(program: Program, { types, scope }: Given): Members | undefined {
  const [keys, value] = types;
  if (keys === undefined || value === undefined) return undefined;
  const at = positionOf(keys, scope);
  const names = literalsOf(program.schemaOf(keys, scope));
  const schema = () => program.schemaOf(value, scope);
  if (names.length === 0) return { properties: new Map(), index: schema };
  return {
    properties: new Map(names.map((name): [string, Member] => [name, { schema, optional: false, at }])),
    index: undefined,
  };
}

function mappedMembers(program: Program, node: TSMappedType, scope: Scope): Members | undefined {
  const { name, constraint } = node.typeParameter;
  const value = node.typeAnnotation;
  if (!constraint || node.nameType || !value) return undefined;
  const source =
    constraint.type === 'TSTypeOperator' ? program.membersOf(constraint.typeAnnotation, scope) : undefined;
  const names =
    source === undefined ? literalsOf(program.schemaOf(constraint, scope)) : [...source.properties.keys()];
  const schemaFor = (key: JsonObject) => () =>
    program.schemaOf(value, {
      ...scope,
      parameters: new Map([...scope.parameters, [name, { schema: key }]]),
    });
  if (names.length === 0) return { properties: new Map(), index: schemaFor({ type: 'string' }) };
  const at = positionOf(node, scope);
  const properties = names.map((key): [string, Member] => {
    const optional =
      node.optional === '-' ? false : node.optional ? true : source?.properties.get(key)?.optional === true;
    return [key, { schema: schemaFor({ const: key }), optional, at }];
  });
  return { properties: new Map(properties), index: undefined };
}

/** @returns the texts that a schema of texts allows; none where it allows any */
export function literalsOf({ const: value, enum: values, anyOf }: JsonObject): readonly string[] {
  if (isJsonList(anyOf)) return anyOf.filter(isJsonObject).flatMap(literalsOf);
  const all = isJsonList(values) ? values : value === undefined ? [] : [value];
  return all.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}
