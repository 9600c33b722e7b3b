import type { TSNamedTupleMember, TSType } from '@babel/types';
import { isJsonObject, type JsonObject } from '../model/json-value.ts';
import { type Program, positionOf, type Scope } from './program.ts';

type Tuple = Extract<TSType, { type: 'TSTupleType' }>;

/** Makes the schema of a tuple, with optional elements and a rest. */
export function tupleSchema(program: Program, tuple: Tuple, scope: Scope): JsonObject {
  const at = positionOf(tuple, scope);
  const fixed: JsonObject[] = [];
  let rest: JsonObject | undefined;
  let required = 0;
  for (const element of tuple.elementTypes) {
    const { type, isRest, optional } = elementOf(element);
    const schema = program.schemaOf(type, scope);
    if (isRest) {
      const { items } = schema;
      rest = isJsonObject(items) ? items : {};
      continue;
    }
    fixed.push(schema);
    if (!optional) required += 1;
  }
  return {
    type: 'array',
    prefixItems: fixed,
    items: rest ?? false,
    ...(required === 0 ? {} : { minItems: required }),
    'x-kx-at': at,
  };
}

type Element = { readonly type: TSType; readonly isRest: boolean; readonly optional: boolean };

function elementOf(element: TSType | TSNamedTupleMember): Element {
  switch (element.type) {
    case 'TSNamedTupleMember':
      return { type: element.elementType, isRest: false, optional: element.optional };
    case 'TSOptionalType':
      return { type: element.typeAnnotation, isRest: false, optional: true };
    case 'TSRestType':
      return { ...elementOf(element.typeAnnotation), isRest: true };
    default:
      return { type: element, isRest: false, optional: false };
  }
}
