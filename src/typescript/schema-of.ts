import type { TSType } from '@babel/types';
import type { JsonObject, JsonValue } from '../model/json-value.ts';
import { constantSchema } from './constant-schema.ts';
import { indexedAccess } from './indexed-access.ts';
import { objectSchema } from './object-schema.ts';
import { lost, oneDeeper, type Program, positionOf, type Scope } from './program.ts';
import { referencedSchema } from './referenced-schema.ts';
import { templateSchema } from './template-schema.ts';
import { tupleSchema } from './tuple-schema.ts';
import { unionSchema } from './union-schema.ts';

/** Types that are words of the language. */
const KEYWORDS: Readonly<Record<string, JsonObject>> = {
  TSStringKeyword: { type: 'string' },
  TSNumberKeyword: { type: 'number' },
  TSBooleanKeyword: { type: 'boolean' },
  TSBigIntKeyword: { type: 'integer', format: 'int64' },
  TSNullKeyword: { type: 'null' },
  TSObjectKeyword: { type: 'object', additionalProperties: true },
  TSAnyKeyword: {},
  TSUnknownKeyword: {},
  TSUndefinedKeyword: { not: {} },
  TSVoidKeyword: { not: {} },
  TSNeverKeyword: { not: {} },
};

/**
 * Makes the JSON Schema of a type. Named types become references to definitions, so that recursion is seen; what JSON
 * Schema cannot say is named among the warnings with its file and line, and anything is taken there.
 */
export function schemaOf(program: Program, type: TSType, scope: Scope): JsonObject {
  const at = positionOf(type, scope);
  const keyword = Object.hasOwn(KEYWORDS, type.type) ? KEYWORDS[type.type] : undefined;
  if (keyword !== undefined) return { ...keyword, 'x-kx-at': at };
  return oneDeeper(program, at, () => compositeSchema(program, type, scope));
}

function compositeSchema(program: Program, type: TSType, scope: Scope): JsonObject {
  const at = positionOf(type, scope);
  switch (type.type) {
    case 'TSParenthesizedType':
      return program.schemaOf(type.typeAnnotation, scope);
    case 'TSArrayType':
      return { type: 'array', items: program.schemaOf(type.elementType, scope), 'x-kx-at': at };
    case 'TSTupleType':
      return tupleSchema(program, type, scope);
    case 'TSLiteralType':
      return literalSchema(program, type, scope);
    case 'TSUnionType':
      return unionSchema(program, type, scope);
    case 'TSIntersectionType':
      return intersectionSchema(program, type, scope);
    case 'TSTypeReference':
      return referencedSchema(program, type, scope);
    case 'TSTypeOperator':
      return operatorSchema(program, type, scope);
    case 'TSIndexedAccessType':
      return indexedAccess(program, type, scope);
    case 'TSTypeQuery':
      return constantSchema(program, type, scope);
    default:
      return objectOrAnything(program, type, scope);
  }
}

function objectOrAnything(program: Program, type: TSType, scope: Scope): JsonObject {
  const at = positionOf(type, scope);
  const members = program.membersOf(type, scope);
  if (members !== undefined) return objectSchema(members, at);
  lost(
    program,
    at,
    `a type of this form (${type.type.replace(/^TS/u, '')}) cannot be read, so the field can be anything`,
  );
  return {};
}

function literalSchema(
  program: Program,
  { literal }: Extract<TSType, { type: 'TSLiteralType' }>,
  scope: Scope,
): JsonObject {
  const value = literalValue(literal);
  if (value !== undefined) return { const: value };
  if (literal.type === 'BigIntLiteral') return { const: Number(literal.value) };
  return literal.type === 'TemplateLiteral' ? templateSchema(program, literal, scope) : {};
}

type Literal = Extract<TSType, { type: 'TSLiteralType' }>['literal'];

function literalValue(literal: Literal): JsonValue | undefined {
  switch (literal.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return literal.value;
    case 'UnaryExpression':
      return literal.argument.type === 'NumericLiteral' && literal.operator === '-'
        ? -literal.argument.value
        : undefined;
    default:
      return undefined;
  }
}

/** A text or number that an object brands is a text or number. */
function intersectionSchema(
  program: Program,
  type: Extract<TSType, { type: 'TSIntersectionType' }>,
  scope: Scope,
): JsonObject {
  const at = positionOf(type, scope);
  const scalar = type.types.find(({ type: kind }) =>
    ['TSStringKeyword', 'TSNumberKeyword', 'TSBooleanKeyword'].includes(kind),
  );
  if (scalar !== undefined) return program.schemaOf(scalar, scope);
  const members = program.membersOf(type, scope);
  if (members !== undefined) return objectSchema(members, at);
  return { allOf: type.types.map((each) => program.schemaOf(each, scope)), 'x-kx-at': at };
}

function operatorSchema(
  program: Program,
  type: Extract<TSType, { type: 'TSTypeOperator' }>,
  scope: Scope,
): JsonObject {
  if (type.operator !== 'keyof') return program.schemaOf(type.typeAnnotation, scope);
  const members = program.membersOf(type.typeAnnotation, scope);
  if (members !== undefined) return { enum: [...members.properties.keys()] };
  const { properties } = program.schemaOf(type.typeAnnotation, scope);
  const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return names.length === 0 ? { type: 'string' } : { enum: names };
}
