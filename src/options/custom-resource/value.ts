import { type Checked, invalid, valid } from '../../checked.ts';
import type { JsonValue } from '../../model/json-value.ts';
import { type FieldType, formatFieldType, outerSchemaOf } from '../../model/schema/field-type.ts';
import { DEEPEST } from './deepest.ts';
import { numberTextProblem } from './number-text.ts';

/** @returns whether values of the type are texts, which need no quotes as a default */
export function isTextType(type: FieldType): boolean {
  return outerSchemaOf(type).type === 'string';
}

/**
 * Reads a default or an enum value.
 *
 * Texts are taken as they stand unless they begin with a double quote, then they are JSON; other types are JSON. What
 * is no JSON stands for itself in types that hold numbers and texts: `=500m` of a quantity.
 *
 * @returns the value, or one violation (whose path is empty)
 */
export function parseFieldValue(text: string, type: FieldType): Checked<JsonValue> {
  if (isTextType(type) && !text.startsWith('"')) return valid(text);
  const value = parseJson(text);
  if (value !== undefined) {
    const message = depthProblem(value) ?? numberTextProblem(text, type);
    return message === undefined ? valid(value) : invalid([{ path: '', message }]);
  }
  return outerSchemaOf(type)['x-kubernetes-int-or-string'] === true && !text.startsWith('"')
    ? valid(text)
    : invalid([{ path: '', message: `'${text}' is no JSON value of type ${formatFieldType(type)}` }]);
}

/** Level by level: a function that calls itself would fail where the rest of kx does. */
function depthProblem(value: JsonValue): string | undefined {
  let level: readonly JsonValue[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
    if (level.length === 0) return undefined;
  }
  return `the value has more than ${DEEPEST} levels; kx takes no more`;
}

/** @returns undefined for what is no JSON */
function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return Object.is(value, -0) ? 0 : value;
  } catch {
    return undefined;
  }
}
