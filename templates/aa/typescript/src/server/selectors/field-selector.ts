import { badRequest } from '../api/api-errors.ts';
import type { ObjectMeta } from '../api/api-object.ts';

/** Whether an object with this metadata is meant. */
export type FieldSelector = (metadata: ObjectMeta) => boolean;

const selectable = {
  'metadata.name': (metadata) => metadata.name ?? '',
  'metadata.namespace': (metadata) => metadata.namespace ?? '',
} satisfies Record<string, (metadata: ObjectMeta) => string>;

const isSelectable = (field: string): field is keyof typeof selectable => Object.hasOwn(selectable, field);

/**
 * Compiles the `fieldSelector` of a query (k8s.io/apimachinery pkg/fields): `metadata.name=w1` or
 * `metadata.namespace!=x`, several with commas; another field or form is a 400.
 */
export const parseFieldSelector = (selector: string): FieldSelector => {
  const requirements = selector
    .split(/(?<!\\),/)
    .filter((part) => part !== '')
    .map(parseRequirement);
  return (metadata) => requirements.every((isMet) => isMet(metadata));
};

const parseRequirement = (requirement: string): FieldSelector => {
  const match = /^(?<field>[^=!]+)(?<operator>==|=|!=)(?<value>.*)$/s.exec(requirement);
  const { field = '', operator = '', value = '' } = match?.groups ?? {};
  if (match === null)
    throw badRequest(`invalid selector: '${requirement}'; can't understand '${requirement}'`);
  if (!isSelectable(field)) {
    throw badRequest(
      `"${field}" is not a known field selector: only ${Object.keys(selectable)
        .map((name) => `"${name}"`)
        .join(', ')}`,
    );
  }
  const wanted = value.replaceAll(/\\([\\,=])/g, '$1');
  return (metadata) => (selectable[field](metadata) === wanted) === (operator !== '!=');
};
