import type { ListMeta } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import type { StoredObject } from '../storage/storage.ts';
import { columnsOf } from './column-cells.ts';
import { partialObjectMetadata } from './partial-object-metadata.ts';
import type { Representation } from './representation.ts';

/** What a Table is made of; `withColumns` false leaves the definitions out, as later events of a watch do. */
export type TableInput = {
  readonly kind: KindDefinition;
  readonly representation: Extract<Representation, { form: 'table' }>;
  readonly items: readonly StoredObject[];
  readonly metadata: Partial<ListMeta>;
  readonly now: Date;
  readonly withColumns?: boolean;
};

/** A meta.k8s.io Table of objects as `kubectl get` prints it: a row per item, with ages as of `now`. */
export const tableOf = ({ kind, representation, items, metadata, now, withColumns = true }: TableInput) => {
  const columns = columnsOf(kind);
  return {
    kind: 'Table',
    apiVersion: representation.apiVersion,
    metadata,
    columnDefinitions: withColumns ? columns.definitions : null,
    rows: items.map((item) => ({
      cells: columns.cells(item.object, now),
      ...rowObject(item, representation),
    })),
  };
};

const rowObject = ({ object }: StoredObject, { includeObject, apiVersion }: TableInput['representation']) =>
  ({
    None: { object: null },
    Metadata: { object: partialObjectMetadata(object, apiVersion) },
    Object: { object },
  })[includeObject];
