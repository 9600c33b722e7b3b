import type { JsonValue } from '../../model/json-value.ts';
import { type FieldType, outerSchemaOf } from '../../model/schema/field-type.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { notOneOf } from '../choice.ts';
import type { ParsedConstraint } from './constraint.ts';
import { numberTextProblem } from './number-text.ts';
import { parseFieldValue } from './value.ts';

type Parse = (values: readonly string[]) => ParsedConstraint;
type ParseOfType = (values: readonly string[], field: { readonly type: FieldType }) => ParsedConstraint;
type NumberKeyword = 'maximum' | 'minimum' | 'multipleOf';
type CountKeyword = 'maxItems' | 'maxLength' | 'maxProperties' | 'minItems' | 'minLength' | 'minProperties';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;

/** @returns a reader of a constraint that is its name alone */
export function bare(keywords: Schema): Parse {
  return (values) =>
    values.length === 0
      ? { keywords }
      : { message: `is a word by itself and takes no value, not '${values[0]}'` };
}

/** @returns a reader of a number */
export function number(keyword: NumberKeyword): ParseOfType {
  return ([text = ''], { type }) => {
    if (!JSON_NUMBER.test(text)) return { message: `needs a number, not '${text}'` };
    const message = numberTextProblem(text, type);
    return message === undefined ? { keywords: { [keyword]: Number(text) + 0 } } : { message };
  };
}

/** @returns a reader of a whole number from 0 on */
export function count(keyword: CountKeyword): Parse {
  return ([text = '']) =>
    /^\d+$/u.test(text) && Number.isSafeInteger(Number(text))
      ? { keywords: { [keyword]: Number(text) } }
      : { message: `needs a whole number from 0 on, not '${text}'` };
}

/** @returns a reader of a text that must not be empty */
export function text(keyword: 'description' | 'pattern'): Parse {
  return ([value = '']) => (value === '' ? { message: 'needs a value' } : { keywords: { [keyword]: value } });
}

/** @returns a reader of one of several words */
export function choice(
  keyword: 'x-kubernetes-list-type' | 'x-kubernetes-map-type',
  words: readonly string[],
): Parse {
  return ([value = '']) => {
    return words.includes(value) ? { keywords: { [keyword]: value } } : notOneOf(value, words);
  };
}

/** Reads a format; a type that is one already has no other. The schema's check knows which there are. */
export function format(
  [value = '']: readonly string[],
  { type }: { readonly type: FieldType },
): ParsedConstraint {
  const own = outerSchemaOf(type).format;
  if (value === '') return { message: 'needs a value' };
  return own === undefined || own === value
    ? { keywords: { format: value } }
    : { message: `the type has the format ${own} already`, hint: `use the type ${outerSchemaOf(type).type}` };
}

/** Reads the values of an enum, each by the rules of defaults. */
export function enumValues(
  texts: readonly string[],
  { type }: { readonly type: FieldType },
): ParsedConstraint {
  if (texts.length === 0 || (texts.length === 1 && texts[0] === '')) {
    return { message: 'needs its values', hint: 'enum=a|b' };
  }
  const values: JsonValue[] = [];
  for (const written of texts) {
    // Quotes are off already: what was in them is a text as it stands.
    const value =
      outerSchemaOf(type).type === 'string'
        ? { ok: true as const, value: written }
        : parseFieldValue(written, type);
    if (!value.ok) return { message: value.violations[0]?.message ?? `'${written}' is no value` };
    values.push(value.value);
  }
  return { keywords: { enum: values } };
}
