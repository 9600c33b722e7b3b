import type { KindDefinition } from '../api/kind-definition.ts';
import type { StoredObject } from '../storage/storage.ts';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';

/** Which objects of a collection a request means; `all` when it selects nothing in particular. */
export type Selection = { readonly all: boolean; readonly includes: (item: StoredObject) => boolean };

/**
 * Reads `labelSelector` and `fieldSelector` of a query: objects that meet both are meant. One that is not understood
 * is a 400.
 */
export const readSelection = (query: URLSearchParams, { selectableFields }: KindDefinition): Selection => {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  const byLabels = parseLabelSelector(labels);
  const byFields = parseFieldSelector(fields, selectableFields);
  return {
    all: labels === '' && fields === '',
    includes: ({ object }) => byLabels(object.metadata.labels ?? {}) && byFields(object),
  };
};
