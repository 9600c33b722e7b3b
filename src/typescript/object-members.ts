import type { ClassBody, Expression, TSType, TSTypeElement } from '@babel/types';
import type { JsonObject } from '../model/json-value.ts';
import type { ObjectDeclaration } from './declaration.ts';
import { documentationOf } from './documentation.ts';
import { findDeclaration } from './find-declaration.ts';
import { lost, type Member, type Members, type Program, positionOf, refuse, type Scope } from './program.ts';
import { tagKeywords } from './tag-keywords.ts';
import { withParameters } from './with-parameters.ts';

type Element = TSTypeElement | ClassBody['body'][number];

/** Types of clients for Kubernetes that say what every object has. */
const OBJECT_TYPES: ReadonlySet<string> = new Set(
  'KubernetesObject TypeMeta V1TypeMeta GenericKind KubernetesListObject ApiObject Resource'.split(' '),
);

/** @returns the members of an interface or class, those of what it extends included */
export function declaredMembers(program: Program, declaration: ObjectDeclaration, scope: Scope): Members {
  const own = [declaration, ...declaration.merged].flatMap(({ elements }) => elements);
  const parents = [declaration, ...declaration.merged].flatMap((each) => each.parents);
  const inherited = parents.map((parent): Members => {
    const reference: TSType = referenceTo(parent.name, parent.arguments);
    const at = `${scope.module.name}:${parent.line}`;
    const known =
      findDeclaration(program, scope.module, parent.name) !== undefined || scope.parameters.has(parent.name);
    if (!known && OBJECT_TYPES.has(parent.name)) return NOTHING;
    const members = program.membersOf(reference, scope);
    if (members === undefined)
      lost(program, at, `what ${declaration.name} has from ${parent.name} is lost: its fields are not known`);
    return members ?? NOTHING;
  });
  return mergeMembers([...inherited, elementMembers(program, own, scope)]);
}

const NOTHING: Members = { properties: new Map(), index: undefined };

function referenceTo(name: string, parameters: readonly TSType[]): TSType {
  return {
    type: 'TSTypeReference',
    typeName: { type: 'Identifier', name },
    typeParameters:
      parameters.length === 0 ? null : { type: 'TSTypeParameterInstantiation', params: [...parameters] },
  };
}

/** @returns the members of all; of two with one name the later stands */
export function mergeMembers(all: readonly Members[]): Members {
  const properties = new Map(all.flatMap((members) => [...members.properties]));
  return { properties, index: all.findLast(({ index }) => index !== undefined)?.index };
}

/** @returns what the elements of an interface, class or type literal declare */
export function elementMembers(program: Program, elements: readonly Element[], scope: Scope): Members {
  const properties = new Map<string, Member>();
  let index: Members['index'];
  for (const element of elements) {
    const at = positionOf(element, scope);
    if (element.type === 'TSIndexSignature') {
      const type = element.typeAnnotation?.typeAnnotation;
      index = () => (type === undefined ? {} : program.schemaOf(type, scope));
      continue;
    }
    const property = propertyOf(element);
    if (property === undefined) {
      if (element.type !== 'ClassMethod') lost(program, at, 'it is no field with a value, and is left out');
      continue;
    }
    const { name, type, optional } = property;
    if (type !== undefined && isFunction(type)) {
      lost(program, at, `${name} is a function, and is left out`);
      continue;
    }
    const schema = () => documentedSchema(program, { element, name, type, at }, scope);
    properties.set(name, { schema, optional: optional || isOptional(type), at });
  }
  return { properties, index };
}

type Property = { readonly name: string; readonly type: TSType | undefined; readonly optional: boolean };

function propertyOf(element: Element): Property | undefined {
  if (element.type !== 'TSPropertySignature' && element.type !== 'ClassProperty') return undefined;
  if (element.type === 'ClassProperty' && element.static === true) return undefined;
  const name = keyName(element.key, element.computed === true);
  const annotation = element.typeAnnotation;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined;
  return name === undefined ? undefined : { name, type, optional: element.optional === true };
}

function keyName(key: Expression | { readonly type: string }, computed: boolean): string | undefined {
  if (key.type === 'Identifier' && 'name' in key && typeof key.name === 'string')
    return computed ? undefined : key.name;
  if (key.type !== 'StringLiteral' && key.type !== 'NumericLiteral') return undefined;
  return 'value' in key ? String(key.value) : undefined;
}

function isFunction({ type }: TSType): boolean {
  return type === 'TSFunctionType' || type === 'TSConstructorType';
}

/** A field that may be undefined need not be there. */
function isOptional(type: TSType | undefined): boolean {
  return type?.type === 'TSUnionType' && type.types.some((each) => each.type === 'TSUndefinedKeyword');
}

type Documented = {
  readonly element: Element;
  readonly name: string;
  readonly type: TSType | undefined;
  readonly at: string;
};

function documentedSchema(
  program: Program,
  { element, name, type, at }: Documented,
  scope: Scope,
): JsonObject {
  const schema = type === undefined ? {} : program.schemaOf(type, scope);
  const documentation = documentationOf(element.leadingComments ?? []);
  const textual = isTextual(program, schema);
  const keywords = tagKeywords(documentation, {
    name,
    textual,
    warn: (message) => lost(program, at, message),
    refuse: (problem) => refuse(program, at, problem),
  });
  return { ...withKeywords(schema, keywords), 'x-kx-at': at };
}

/** What a comment says of the type stands instead of what the type says. */
export function withKeywords(schema: JsonObject, keywords: JsonObject): JsonObject {
  const { nullable, ...others } = keywords;
  const merged = { ...schema, ...others };
  return nullable === true ? { anyOf: [merged, { type: 'null' }], ...annotationsOf(others) } : merged;
}

function annotationsOf({ description, default: value }: JsonObject): JsonObject {
  return {
    ...(description === undefined ? {} : { description }),
    ...(value === undefined ? {} : { default: value }),
  };
}

function isTextual(program: Program, schema: JsonObject): boolean {
  const { $ref, type, enum: values } = schema;
  if (typeof $ref === 'string') {
    const target = program.definitions.get($ref.replace('#/$defs/', ''));
    return target !== undefined && target['$ref'] === undefined && isTextual(program, target);
  }
  return type === 'string' || (Array.isArray(values) && values.every((value) => typeof value === 'string'));
}

/** @returns the members of an interface with arguments for its type parameters */
export function instantiatedMembers(
  program: Program,
  { declaration, scope }: { readonly declaration: ObjectDeclaration; readonly scope: Scope },
  given: { readonly types: readonly TSType[]; readonly scope: Scope },
): Members {
  return declaredMembers(program, declaration, withParameters(declaration.parameters, scope, given));
}
