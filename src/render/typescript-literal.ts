import type { JsonValue } from '../model/json-value.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const STEP = '  ';
const WIDTH = 100;

/**
 * Writes a JSON value as a TypeScript literal: unquoted keys, single quotes, trailing commas, short lists and objects
 * on one line. What stands under the name of a member of Object.prototype is `as const`: there TypeScript
 * takes that member for the contextual type of the literal, and would widen `'string'` to `string`.
 *
 * @param indent blanks that the line already has where the literal begins
 */
export function typescriptLiteral(value: JsonValue, indent = ''): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const oneLine = onOneLine(value);
  if (indent.length + oneLine.length <= WIDTH && !oneLine.includes('{ ', 1)) return oneLine;
  const inner = indent + STEP;
  const lines = parts(value).map(
    ([key, item, suffix]) => `${inner}${key}${typescriptLiteral(item, inner)}${suffix},\n`,
  );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join('')}${indent}${close}`;
}

function onOneLine(value: JsonValue): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const items = parts(value).map(([key, item, suffix]) => key + onOneLine(item) + suffix);
  if (Array.isArray(value)) return `[${items.join(', ')}]`;
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

type Part = readonly [key: string, item: JsonValue, suffix: '' | ' as const'];

function parts(value: object): readonly Part[] {
  if (Array.isArray(value)) return value.map((item) => ['', item, ''] as const);
  return Object.entries(value).map(([key, item]) => [`${propertyName(key)}: `, item, suffixOf(key, item)]);
}

function suffixOf(key: string, item: JsonValue): Part[2] {
  const composite = typeof item === 'object' && item !== null;
  return composite && Object.hasOwn(Object.prototype, key) ? ' as const' : '';
}

function propertyName(key: string): string {
  // Written plainly, this one name would set the prototype and not make a property (ECMA-262 B.3.1).
  if (key === '__proto__') return "['__proto__']";
  return IDENTIFIER.test(key) ? key : quote(key);
}

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
