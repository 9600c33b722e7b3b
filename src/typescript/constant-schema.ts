import type { Expression, ObjectExpression, TSType } from '@babel/types';
import type { JsonObject } from '../model/json-value.ts';
import { findDeclaration } from './find-declaration.ts';
import { lost, type Program, positionOf, type Scope } from './program.ts';

/** Makes the schema of `typeof CONSTANT`: of literals, and of lists and objects of them as `as const` has them. */
export function constantSchema(
  program: Program,
  query: Extract<TSType, { type: 'TSTypeQuery' }>,
  scope: Scope,
): JsonObject {
  const at = positionOf(query, scope);
  const name = query.exprName.type === 'Identifier' ? query.exprName.name : '';
  const found = findDeclaration(program, scope.module, name);
  const schema =
    found?.declaration.kind === 'constant' ? expressionSchema(found.declaration.value) : undefined;
  if (schema !== undefined) return schema;
  lost(program, at, `what typeof ${name} is cannot be read, so the field can be anything`);
  return {};
}

function expressionSchema(value: Expression): JsonObject | undefined {
  switch (value.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return expressionSchema(value.expression);
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { const: value.value };
    case 'ArrayExpression': {
      const elements = value.elements.map((each) =>
        each && each.type !== 'SpreadElement' ? expressionSchema(each) : undefined,
      );
      const known = elements.filter((each) => each !== undefined);
      return known.length === elements.length ? { type: 'array', items: united(known) } : undefined;
    }
    case 'ObjectExpression':
      return objectSchema(value);
    default:
      return undefined;
  }
}

function united(schemas: readonly JsonObject[]): JsonObject {
  const values = schemas.flatMap((schema) => (schema['const'] === undefined ? [] : [schema['const']]));
  return values.length === schemas.length ? { enum: values } : { anyOf: schemas };
}

function objectSchema({ properties }: ObjectExpression): JsonObject | undefined {
  const entries = properties.map(entryOf);
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length < entries.length) return undefined;
  return { type: 'object', properties: Object.fromEntries(known), required: known.map(([name]) => name) };
}

function entryOf(
  property: ObjectExpression['properties'][number],
): readonly [string, JsonObject] | undefined {
  if (property.type !== 'ObjectProperty') return undefined;
  const { key, value } = property;
  const name = key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
  const schema = isExpression(value) ? expressionSchema(value) : undefined;
  return name === undefined || schema === undefined ? undefined : [name, schema];
}

function isExpression(
  node: ObjectExpression['properties'][number] | Expression | { readonly type: string },
): node is Expression {
  return [
    'StringLiteral',
    'NumericLiteral',
    'BooleanLiteral',
    'ArrayExpression',
    'ObjectExpression',
    'TSAsExpression',
  ].includes(node.type);
}
