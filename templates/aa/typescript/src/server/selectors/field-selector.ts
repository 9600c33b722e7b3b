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
  const requirements = selector
    .split(/(?<!\\),/)
    .filter((part) => part !== '')
    .map((part) => parseRequirement(part, fields));
  return (object) => requirements.every((isMet) => isMet(object));
};

const parseRequirement = (requirement: string, fields: readonly string[]): FieldSelector => {
  const match = /^(?<field>[^=!]+)(?<operator>==|=|!=)(?<value>.*)$/s.exec(requirement);
  const { field = '', operator = '', value = '' } = match?.groups ?? {};
  if (match === null)
    throw badRequest(`invalid selector: '${requirement}'; can't understand '${requirement}'`);
  if (!fields.includes(field)) {
    const known = fields.map((name) => `"${name}"`).join(', ');
    throw badRequest(`"${field}" is not a known field selector: only ${known}`);
  }
  const wanted = value.replaceAll(/\\([\\,=])/g, '$1');
  return (object) => (textAt(object, field) === wanted) === (operator !== '!=');
};

/** A field that is missing is the empty text. */
const textAt = (object: ApiObject, field: string): string =>
  String(valueAt(object as JsonObject, field) ?? '');
