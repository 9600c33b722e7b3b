import { badRequest } from '../api/api-errors.ts';
import type { ApiObject } from '../api/api-object.ts';
import { valueAt } from '../api/field-path.ts';
import type { JsonObject } from '../api/json.ts';

/** Whether an object is meant. */
export type FieldSelector = (object: ApiObject) => boolean;

/** Fields that every kind can be selected by. */
const common = ['metadata.name', 'metadata.namespace'];

/**
 * Compiles the `fieldSelector` of a query (k8s.io/apimachinery pkg/fields): `metadata.name=w1` or `spec.colour!=red`,
 * several with commas; another form, and a field that is not among `selectable` (`.spec.colour`), is a 400.
 */
export const parseFieldSelector = (selector: string, selectable: readonly string[] = []): FieldSelector => {
  const fields = [...common, ...selectable.map((path) => path.replace(/^\./, ''))];
  const terms = splitTerms(selector)
    .toSorted()
    .filter((term) => term !== '')
    .map((term) => parseTerm(term, selector));
  const unknown = terms.find(({ field }) => !fields.includes(field));
  if (unknown !== undefined) throw badRequest(`field label not supported: ${unknown.field}`);
  return (object) =>
    terms.every(({ field, value, isEqual }) => (textAt(object, field) === value) === isEqual);
};

type Term = { readonly field: string; readonly value: string; readonly isEqual: boolean };

/** Splits at commas that no backslash stands before. */
const splitTerms = (selector: string): readonly string[] => {
  const terms = [''];
  for (const { 0: piece } of selector.matchAll(/\\.?|,|[^\\,]+/gsu)) {
    if (piece === ',') terms.push('');
    else terms.push(`${terms.pop() ?? ''}${piece}`);
  }
  return terms;
};

const parseTerm = (term: string, selector: string): Term => {
  const {
    field,
    operator,
    value = '',
  } = /^(?<field>.*?)(?<operator>!=|==|=)(?<value>.*)$/su.exec(term)?.groups ?? {};
  if (field === undefined) throw badRequest(`invalid selector: '${selector}'; can't understand '${term}'`);
  return { field, value: unescaped(value), isEqual: operator !== '!=' };
};

const unescaped = (value: string): string =>
  value.replaceAll(/\\(.?)|[,=]/gsu, (found, escaped?: string) => {
    if (escaped === undefined) {
      const code = found.codePointAt(0);
      throw badRequest(`invalid field selector: unescaped character in value: ${code}`);
    }
    if (escaped === '' || !'\\,='.includes(escaped)) {
      throw badRequest(`invalid field selector: invalid escape sequence: ${found}`);
    }
    return escaped;
  });

/** A field that is missing is the empty text. */
const textAt = (object: ApiObject, field: string): string =>
  String(valueAt(object as JsonObject, field) ?? '');
