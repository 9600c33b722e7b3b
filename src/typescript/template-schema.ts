import type { Expression, TemplateLiteral, TSType } from '@babel/types';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../model/json-value.ts';
import { dereferenced } from './dereferenced.ts';
import { lost, type Program, positionOf, type Scope } from './program.ts';

/** What a type between the quotes of a template takes, as ECMAScript prints its values, for RE2. */
const PRINTED: Readonly<Record<string, string>> = {
  TSStringKeyword: '[\\s\\S]*',
  TSNumberKeyword: '-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]+)?',
  TSBigIntKeyword: '-?[0-9]+',
  TSBooleanKeyword: '(true|false)',
};

/** Makes the schema of a type such as `v${number}` in back quotes: a text with a pattern, or a constant. */
export function templateSchema(program: Program, template: TemplateLiteral, scope: Scope): JsonObject {
  const at = positionOf(template, scope);
  const texts = template.quasis.map(({ value }) => value.cooked ?? value.raw);
  if (template.expressions.length === 0) return { const: texts.join('') };
  const types = template.expressions.map((each) =>
    isType(each) ? patternOf(program, each, scope) : undefined,
  );
  if (types.includes(undefined)) {
    lost(program, at, 'what a template says of a text is lost; @pattern can say the same');
    return { type: 'string', 'x-kx-at': at };
  }
  const parts = texts.map((text, index) => `${escaped(text)}${types[index] ?? ''}`);
  return { type: 'string', pattern: `^${parts.join('')}$`, 'x-kx-at': at };
}

// The parser keeps types where a value has expressions.
function isType(node: Expression | TSType): node is TSType {
  return node.type.startsWith('TS');
}

function patternOf(program: Program, type: TSType, scope: Scope): string | undefined {
  const printed = Object.hasOwn(PRINTED, type.type) ? PRINTED[type.type] : undefined;
  if (printed !== undefined) return printed;
  const values = valuesOf(program, program.schemaOf(type, scope));
  return values.length === 0 ? undefined : `(${values.map((value) => escaped(String(value))).join('|')})`;
}

/** @returns the values of a literal, an enum or a union of them; none of what is open */
function valuesOf(program: Program, schema: JsonObject): readonly JsonValue[] {
  const { const: value, enum: values, anyOf } = dereferenced(program, schema);
  if (value !== undefined) return [value];
  if (isJsonList(values)) return values;
  if (!isJsonList(anyOf)) return [];
  const each = anyOf.map((one) => (isJsonObject(one) ? valuesOf(program, one) : []));
  return each.some((one) => one.length === 0) ? [] : each.flat();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
