import type { ListMeta } from '../api/api-object.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import type { StoredObject } from '../storage/storage.ts';
import { partialObjectMetadata } from './partial-object-metadata.ts';
import type { Representation } from './representation.ts';
import { tableOf } from './table.ts';

/** Whose objects are shown, how, and when: ages count from `now`. */
export type View = {
  readonly kind: KindDefinition;
  readonly representation: Representation;
  readonly now: Date;
};

/** JSON of one object in the form that the client asked for. */
export const representObject = (item: StoredObject, { kind, representation, now }: View): string => {
  if (representation.form === 'object') return item.json;
  if (representation.form === 'metadata') {
    return JSON.stringify(partialObjectMetadata(item.object, representation.apiVersion));
  }
  const metadata = { resourceVersion: String(item.resourceVersion) };
  return JSON.stringify(tableOf({ kind, representation, items: [item], metadata, now }));
};

/** JSON of a list in the form that the client asked for; stored objects are not serialised again. */
export const representList = (
  items: readonly StoredObject[],
  metadata: ListMeta,
  { kind, representation, now }: View,
): string => {
  if (representation.form === 'table') {
    return JSON.stringify(tableOf({ kind, representation, items, metadata, now }));
  }
  if (representation.form === 'metadata') {
    const { apiVersion } = representation;
    const partial = items.map(({ object }) => partialObjectMetadata(object, apiVersion));
    return JSON.stringify({ kind: 'PartialObjectMetadataList', apiVersion, metadata, items: partial });
  }
  const apiVersion = JSON.stringify(`${kind.group}/${kind.version}`);
  const members = items.map(({ json }) => json).join(',');
  return `{"apiVersion":${apiVersion},"items":[${members}],"kind":${JSON.stringify(kind.listKind)},"metadata":${JSON.stringify({ continue: '', ...metadata })}}\n`;
};
