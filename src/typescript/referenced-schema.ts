import type { TSType } from '@babel/types';
import {
  canonicalJson,
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '../model/json-value.ts';
import { PLAIN_TYPES } from '../model/schema/field-type.ts';
import type { Declaration } from './declaration.ts';
import { type Found, findDeclaration, findQualified } from './find-declaration.ts';
import { declaredMembers, withKeywords } from './object-members.ts';
import { objectSchema } from './object-schema.ts';
import { lost, type Program, positionOf, refuse, type Scope } from './program.ts';
import { tagKeywords } from './tag-keywords.ts';
import { referenceOf } from './type-reference.ts';
import { withParameters } from './with-parameters.ts';

const QUANTITY: JsonObject = { 'x-kubernetes-int-or-string': true, pattern: PLAIN_TYPES.quantity.pattern };
const ANY_OBJECT: JsonObject = { type: 'object', additionalProperties: true };

/** Types of the language, and of clients for Kubernetes, that are JSON values of their own. */
const KNOWN: Readonly<Record<string, JsonObject>> = {
  Date: { type: 'string', format: 'date-time' },
  V1MicroTime: { type: 'string', format: 'date-time' },
  URL: { type: 'string', format: 'uri' },
  RegExp: { type: 'string' },
  String: { type: 'string' },
  Number: { type: 'number' },
  Boolean: { type: 'boolean' },
  Object: ANY_OBJECT,
  Uint8Array: { type: 'string', format: 'byte' },
  Buffer: { type: 'string', format: 'byte' },
  IntOrString: { 'x-kubernetes-int-or-string': true },
  Quantity: QUANTITY,
};

/** Types that stand for what their argument is, or for lists and maps of it. */
const WRAPPERS: Readonly<
  Record<string, (program: Program, types: readonly TSType[], scope: Scope) => JsonObject>
> = {
  Array: (program, [item], scope) => ({
    type: 'array',
    items: item === undefined ? {} : program.schemaOf(item, scope),
  }),
  ReadonlyArray: (program, [item], scope) => ({
    type: 'array',
    items: item === undefined ? {} : program.schemaOf(item, scope),
  }),
  Set: (program, [item], scope) => ({
    type: 'array',
    uniqueItems: true,
    items: item === undefined ? {} : program.schemaOf(item, scope),
  }),
  Map: (program, [, value], scope) => ({
    type: 'object',
    additionalProperties: value === undefined ? {} : program.schemaOf(value, scope),
  }),
  Readonly: (program, [only], scope) => (only === undefined ? {} : program.schemaOf(only, scope)),
  NonNullable: (program, [only], scope) =>
    only === undefined ? {} : withoutNull(program.schemaOf(only, scope)),
  Exclude: (program, [from, what], scope) => filteredEnum(program, { from, what, keep: false }, scope),
  Extract: (program, [from, what], scope) => filteredEnum(program, { from, what, keep: true }, scope),
};

/** Makes the schema of a named type. */
export function referencedSchema(program: Program, type: TSType, scope: Scope): JsonObject {
  const { name, space, types } = referenceOf(type);
  const parameter = space === '' ? scope.parameters.get(name) : undefined;
  if (parameter !== undefined)
    return 'schema' in parameter ? parameter.schema : program.schemaOf(parameter.type, parameter.scope);
  const found =
    space === ''
      ? findDeclaration(program, scope.module, name)
      : findQualified(program, scope.module, [space, name]);
  if (found === undefined) return undeclared(program, type, scope);
  return definitionOf(program, found, { types, scope });
}

function undeclared(program: Program, type: TSType, scope: Scope): JsonObject {
  const { name, types } = referenceOf(type);
  const at = positionOf(type, scope);
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (wrapper !== undefined) return { ...wrapper(program, types, scope), 'x-kx-at': at };
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known !== undefined) return { ...known, 'x-kx-at': at };
  const members = program.membersOf(type, scope);
  if (members !== undefined) return objectSchema(members, at);
  lost(
    program,
    at,
    `what the type ${name} is cannot be read (packages are not followed), so the field can be anything`,
  );
  return {};
}

type Given = { readonly types: readonly TSType[]; readonly scope: Scope };

/** A type with arguments is a definition of its own for each list of arguments. */
function definitionOf(program: Program, { declaration, module }: Found, { types, scope }: Given): JsonObject {
  const schemas = types.map((each) => canonicalJson(withoutPositions(program.schemaOf(each, scope))));
  const key = `${module.name}#${declaration.name}<${schemas.join()}>`;
  const known = program.names.get(key);
  if (known !== undefined) return { $ref: `#/$defs/${known}` };
  const name = `d${program.names.size}`;
  program.names.set(key, name);
  const own: Scope = { module, parameters: new Map() };
  program.definitions.set(
    name,
    declarationSchema(program, declaration, { scope: own, given: { types, scope } }),
  );
  return { $ref: `#/$defs/${name}` };
}

function withoutPositions(value: JsonValue): JsonValue {
  const plain: JsonValue = JSON.parse(
    JSON.stringify(value, (key: string, each: JsonValue) => (key === 'x-kx-at' ? undefined : each)),
  );
  return plain;
}

type Place = { readonly scope: Scope; readonly given: Given };

function declarationSchema(program: Program, declaration: Declaration, { scope, given }: Place): JsonObject {
  const { name, line, documentation } = declaration;
  const at = `${scope.module.name}:${line}`;
  const schema = bareSchema(program, declaration, { scope, given });
  const textual = schema['type'] === 'string' || Array.isArray(schema['enum']);
  const keywords = tagKeywords(documentation, {
    name,
    textual,
    warn: (message) => lost(program, at, message),
    refuse: (problem) => refuse(program, at, problem),
  });
  return withKeywords(schema, keywords);
}

function bareSchema(program: Program, declaration: Declaration, { scope, given }: Place): JsonObject {
  const at = `${scope.module.name}:${declaration.line}`;
  switch (declaration.kind) {
    case 'object':
      return objectSchema(
        declaredMembers(program, declaration, withParameters(declaration.parameters, scope, given)),
        at,
      );
    case 'alias':
      return program.schemaOf(declaration.type, withParameters(declaration.parameters, scope, given));
    case 'enum':
      return { enum: enumValues(declaration), 'x-kx-at': at };
    case 'constant':
      lost(program, at, `${declaration.name} is a value and no type, so the field can be anything`);
      return {};
  }
}

/** Members without a value count on from the one before. */
function enumValues({ members }: Extract<Declaration, { kind: 'enum' }>): readonly JsonValue[] {
  let next = 0;
  return members.map(({ initializer }) => {
    if (initializer?.type === 'StringLiteral') return initializer.value;
    const value = initializer?.type === 'NumericLiteral' ? initializer.value : next;
    next = value + 1;
    return value;
  });
}

function withoutNull(schema: JsonObject): JsonObject {
  const { anyOf } = schema;
  if (!isJsonList(anyOf)) return schema;
  const others = anyOf.filter(isJsonObject).filter(({ type }) => type !== 'null');
  const [only, second] = others;
  return only !== undefined && second === undefined ? only : { ...schema, anyOf: others };
}

type Filter = {
  readonly from: TSType | undefined;
  readonly what: TSType | undefined;
  readonly keep: boolean;
};

function filteredEnum(program: Program, { from, what, keep }: Filter, scope: Scope): JsonObject {
  const values = from === undefined ? [] : enumOf(program, program.schemaOf(from, scope));
  const others = new Set(
    (what === undefined ? [] : enumOf(program, program.schemaOf(what, scope))).map(canonicalJson),
  );
  return { enum: values.filter((value) => others.has(canonicalJson(value)) === keep) };
}

function enumOf(program: Program, { $ref, const: value, enum: values }: JsonObject): readonly JsonValue[] {
  if (typeof $ref === 'string')
    return enumOf(program, program.definitions.get($ref.replace('#/$defs/', '')) ?? {});
  if (isJsonList(values)) return values;
  return value === undefined ? [] : [value];
}
